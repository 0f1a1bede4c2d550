import type { MachineVerb } from '../machine/actions';
import type { MachineNews } from '../machine/news';
import type { EndCause, ShutDownRung } from '../machine/state';
import type { OperationKind } from '../operation/operation';
import type { AlertActivityFacts } from './alerts';
import type { AutomationActivityFacts } from './automation';
import type { MetricsActivityFacts } from './metrics';
import type { StorageActivityFacts } from './storage';

/** What is worth remembering, with the facts of each. The words stand in describe.ts. */
export interface ActivityFacts
  extends AutomationActivityFacts,
    AlertActivityFacts,
    StorageActivityFacts,
    MetricsActivityFacts {
  'operation.ended': { operationId: string; operation: OperationKind; state: 'succeeded' | 'failed' | 'undone' };
  /** A verb that is no operation: pause, resume, reboot, shut down, force off. */
  'machine.asked': { verb: MachineVerb };
  /** `raw`: QEMU's own event, when it told that it ends. */
  'machine.ended': { cause: EndCause; rung?: ShutDownRung; raw?: unknown };
  /** QEMU told it, without being asked. `raw` is its own event, the last of them when it came in a flood. */
  'machine.told': MachineNews & { times: number; raw: unknown };
  /** What was asked of the board, and not of the machine's state. */
  'machine.pressed': { button: 'power-button' | 'nmi' | 'wake' };
  'machine.adopted': Record<string, never>;
  'gpu.asked-to-close': { pid: number; command: string };
  'gpu.power-chosen': { backend: string };
  /** The host slept while a machine had the GPU. */
  'gpu.slept': { lost: boolean };
  'machine.wait-cancelled': Record<string, never>;
  'machine.on-battery': { percent: number };
  /** What the host gave for a run and could not get back, in sentences. */
  'machine.left-behind': { words: string };
  /** `frozen` null = the machine was off. */
  'snapshot.taken': { snapshot: string; frozen: boolean | null };
  'snapshot.reverted': { snapshot: string };
  'snapshot.removed': { snapshot: string };
  /** `disk` is the file's name. */
  'disk.resized': { disk: string; bytes: number };
  /** A guest that was frozen did not answer when it should thaw. */
  'machine.not-thawed': Record<string, never>;
  /** Somebody spoke to QEMU's own monitor. What the arguments were is not kept: they may be secret. */
  'monitor.used': { command: string; ok: boolean };
  /** `medium` and `device` are names. The profile is as it was. */
  'media.inserted': { medium: string };
  'media.ejected': { drive: string };
  'usb.attached': { device: string };
  'usb.detached': { device: string };
  'profile.created': Record<string, never>;
  'profile.changed': Record<string, never>;
  'profile.duplicated': { from: string };
  'profile.deleted': Record<string, never>;
  /** An earlier version became the present one. */
  'profile.restored': { revision: number };
  'session.set-up': { address?: string };
  'session.login': { address?: string };
  'session.login-refused': { address?: string };
  'session.password-changed': Record<string, never>;
  'session.revoked': Record<string, never>;
}

export type ActivityKind = keyof ActivityFacts;

/** What an activity is about. The name is kept: it outlives the profile. */
export interface ActivitySubject {
  readonly kind: 'machine' | 'gpu' | 'profile' | 'storage' | 'session' | 'host';
  readonly id: string;
  readonly name: string;
}
