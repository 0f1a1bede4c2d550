export type { InputEvent, KeyValue, QmpAnswer, QmpArguments, QmpCommandName, QmpCommands } from './commands';
export { type ConnectOptions, connectQmp } from './connect';
export {
  type QmpCloseReason,
  QmpCommandError,
  QmpError,
  QmpInterrupted,
  QmpProtocolError,
  QmpTimeout,
  QmpUnreachable,
  type QmpWait,
} from './errors';
export {
  asKnownEvent,
  isQmpEvent,
  type KnownQmpEvent,
  QMP_EVENT_NAMES,
  type QmpEventData,
  type QmpEventName,
  type QmpEventOf,
  type ShutdownCause,
} from './events';
export { DEFAULT_MAX_LINE_BYTES, FramingError, JsonLineDecoder } from './framing';
export type {
  GuestAgentCommandName,
  GuestAgentCommands,
  GuestAgentInfo,
  GuestExecStatus,
  GuestFileSystem,
  GuestNetworkInterface,
  GuestOsInfo,
} from './guest-agent/commands';
export { connectGuestAgent } from './guest-agent/connect';
export {
  GuestAgentError,
  GuestAgentInterrupted,
  GuestAgentRefusal,
  GuestAgentSilent,
  GuestAgentUnreachable,
} from './guest-agent/errors';
export { type GuestRun, runInGuest } from './guest-agent/run-in-guest';
export { type GuestAgentOptions, GuestAgentSession } from './guest-agent/session';
export { type QuitOutcome, quitQemu } from './quit';
export type * from './results';
export { asRunState, QEMU_RUN_STATES, type QemuRunState } from './run-state';
export type { ExecuteOptions, ExecuteParameters, QmpEventListener, QmpSession, QmpSessionState } from './session';
export { type WaitForEventOptions, waitForEvent } from './wait-for-event';
export type { QemuVersion, QmpErrorClass, QmpEvent, QmpFailure, QmpGreeting, QmpRequest } from './wire';
