/**
 * QEMU's run states, as QEMU spells them (QEMU qapi/run-state.json, RunState).
 * Later versions may add more: `status` in replies stays a plain string, and `asRunState` says whether we know it.
 */
export const QEMU_RUN_STATES = [
  'debug',
  'inmigrate',
  'internal-error',
  'io-error',
  'paused',
  'postmigrate',
  'prelaunch',
  'finish-migrate',
  'restore-vm',
  'running',
  'save-vm',
  'shutdown',
  'suspended',
  'watchdog',
  'guest-panicked',
  'colo',
] as const;

export type QemuRunState = (typeof QEMU_RUN_STATES)[number];

const KNOWN: ReadonlySet<string> = new Set(QEMU_RUN_STATES);

/** The run state named by `status` of `query-status`, or `undefined` for one that this version does not know. */
export function asRunState(status: string): QemuRunState | undefined {
  return KNOWN.has(status) ? (status as QemuRunState) : undefined;
}
