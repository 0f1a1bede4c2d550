import type { Actor } from '@baton/model/access/roles';

/** What a guest tells of itself through its agent. */
export interface GuestView {
  /** `off`: the machine is not up. `absent`: no agent runs in the guest. `silent`: it is there and does not answer. */
  readonly agent: 'off' | 'absent' | 'silent' | 'present';
  readonly os: string | null;
  readonly hostname: string | null;
  /** Without those of the loopback. */
  readonly addresses: readonly string[];
  /** The agent's own version. */
  readonly version: string | null;
}

/** What is asked of the guest itself, or of the board it runs on. */
export interface GuestService {
  view(machineId: string): Promise<GuestView>;
  /** Presses the ACPI power button and waits for nothing: what the guest does is its own choice. */
  powerButton(machineId: string, actor: Actor): Promise<void>;
  /** A non-maskable interrupt: makes a hung kernel tell where it stands. */
  nmi(machineId: string, actor: Actor): Promise<void>;
  /** Wakes a guest that suspended itself. */
  wake(machineId: string, actor: Actor): Promise<void>;
}
