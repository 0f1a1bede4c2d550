import type { PauseReason } from '@baton/model/machine/state';
import { asRunState, type QemuRunState, type QmpEventName } from '@baton/qmp';

/**
 * QEMU's run states in our words: `running`, why it does not execute, or `keep` where the state says nothing about the guest
 * (it is on its way out). QEMU qapi/run-state.json.
 */
const RUN_STATES = {
  running: 'running',
  paused: 'asked',
  prelaunch: 'asked',
  debug: 'asked',
  inmigrate: 'asked',
  postmigrate: 'asked',
  'finish-migrate': 'asked',
  'restore-vm': 'asked',
  'save-vm': 'asked',
  colo: 'asked',
  suspended: 'suspended',
  'io-error': 'io-error',
  'internal-error': 'internal-error',
  'guest-panicked': 'guest-panicked',
  watchdog: 'watchdog',
  shutdown: 'keep',
} satisfies Record<QemuRunState, PauseReason | 'running' | 'keep'>;

/** What `status` of query-status means; a state of a later QEMU changes nothing. */
export function meaningOf(status: string): PauseReason | 'running' | 'keep' {
  const known = asRunState(status);
  return known ? RUN_STATES[known] : 'keep';
}

/** What an event means for the machine's state. `ask` = ask `query-status`, which knows the reason. */
export const EVENT_EFFECTS = {
  STOP: 'ask',
  RESUME: 'ask',
  SUSPEND: 'ask',
  SUSPEND_DISK: 'ask',
  WAKEUP: 'ask',
  GUEST_PANICKED: 'ask',
  WATCHDOG: 'ask',
  SHUTDOWN: 'ending',
  RESET: 'reset',
  BLOCK_IO_ERROR: 'io-error',
  POWERDOWN: 'none',
  GUEST_CRASHLOADED: 'none',
  BLOCK_IMAGE_CORRUPTED: 'none',
  DEVICE_DELETED: 'none',
  DEVICE_UNPLUG_GUEST_ERROR: 'none',
  DEVICE_TRAY_MOVED: 'none',
  RTC_CHANGE: 'none',
  MEMORY_FAILURE: 'none',
  JOB_STATUS_CHANGE: 'none',
  BALLOON_CHANGE: 'none',
  VSERPORT_CHANGE: 'none',
  SPICE_CONNECTED: 'none',
  SPICE_INITIALIZED: 'none',
  SPICE_DISCONNECTED: 'none',
  SPICE_MIGRATE_COMPLETED: 'none',
  VNC_CONNECTED: 'none',
  VNC_INITIALIZED: 'none',
  VNC_DISCONNECTED: 'none',
  ACPI_DEVICE_OST: 'none',
} satisfies Record<QmpEventName, 'ask' | 'ending' | 'reset' | 'io-error' | 'none'>;
