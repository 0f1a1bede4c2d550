import type { EndCause } from '@baton/model/machine/state';
import type { ShutdownCause } from '@baton/qmp';
import type { ProcessExit } from '../ports/qemu-launcher';

/** What was seen of an end, from all sides. */
export interface EndEvidence {
  /** Whether somebody here asked for it, and how. */
  readonly asked: 'shut-down' | 'force-off' | null;
  /** `reason` of QMP's SHUTDOWN; null when QEMU went without saying so. */
  readonly reason: ShutdownCause | null;
  readonly exit: ProcessExit;
}

/** The reasons of QEMU 7 to 10 (qapi/run-state.json, ShutdownCause). `guest` = the guest powered itself off. */
const REASONS: Readonly<Record<string, EndCause | 'guest'>> = {
  'guest-shutdown': 'guest',
  'guest-reset': 'guest',
  'guest-panic': 'guest-panicked',
  'host-qmp-quit': 'ended-by-host',
  'host-qmp-system-reset': 'ended-by-host',
  'host-signal': 'ended-by-host',
  'host-ui': 'ended-by-host',
  'host-error': 'crashed',
  'subsystem-reset': 'guest',
  'snapshot-load': 'ended-by-host',
};

/** Why a run ended. Whoever pressed Force off caused the end, whatever QEMU says then. */
export function endCause({ asked, reason, exit }: EndEvidence): EndCause {
  if (asked === 'force-off') return 'forced-off';
  const said = reason === null ? undefined : REASONS[reason];
  if (said === 'guest') return asked === 'shut-down' ? 'shut-down' : 'guest-powered-off';
  if (said) return said;
  // Without a word. QEMU answers SIGTERM, SIGINT and SIGHUP with a SHUTDOWN, so this is a crash or the kernel's SIGKILL.
  if (exit.code !== 0) return 'crashed';
  // It ended well, and on a busy host its last word came after the process was gone: what we asked for is what happened.
  return asked === 'shut-down' ? 'shut-down' : 'ended-by-host';
}
