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
export { type QuitOutcome, quitQemu } from './quit';
export type * from './results';
export { asRunState, QEMU_RUN_STATES, type QemuRunState } from './run-state';
export type { ExecuteOptions, ExecuteParameters, QmpEventListener, QmpSession, QmpSessionState } from './session';
export { type WaitForEventOptions, waitForEvent } from './wait-for-event';
export type { QemuVersion, QmpErrorClass, QmpEvent, QmpFailure, QmpGreeting, QmpRequest } from './wire';
