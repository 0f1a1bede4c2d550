import type { Firmware } from '@baton/model/profile/machine';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';

/** What the host has to run machines with. All of it is found out once per QEMU binary and remembered over restarts. */
export interface FoundQemu {
  readonly path: string;
  /** `7.2.22` */
  readonly version: string;
  /** The newest versioned q35 machine type of this binary, such as `pc-q35-7.2`. */
  readonly machineType: string;
  readonly sandbox: boolean;
}

export interface Accelerator {
  readonly kind: 'kvm' | 'tcg';
  readonly because: 'works' | 'no-device' | 'self-test-failed' | 'not-tested-yet';
}

/** UEFI code with the empty variable store that belongs to it. Both are always of one size. */
export interface UefiFirmware {
  readonly code: string;
  readonly varsTemplate: string;
  readonly flash: '2M' | '4M';
  /** The store has the keys in it that are enforced, and the code guards them. */
  readonly secureBoot: boolean;
}

export type FirmwareWanted = Pick<Extract<Firmware, { kind: 'uefi' }>, 'secureBoot' | 'flash'>;

export interface QemuInstallation {
  /** null = not installed. Looks again each time that it was missing: it may be installed while the agent runs. */
  find(): Promise<FoundQemu | null>;
  /** Asks the binary when it must (a fraction of a second); remembered afterwards. null = not installed. */
  capabilities(): Promise<QemuCapabilities | null>;
  /** Runs the self-test when it must (seconds); remembered afterwards. */
  accelerator(): Promise<Accelerator>;
  /** What is known now, without testing. */
  knownAccelerator(): Promise<Accelerator>;
  /** null = no such pair of code and variable store. `auto` takes 4M before 2M. */
  firmware(wanted: FirmwareWanted): Promise<UefiFirmware | null>;
  /** Every pair that is there, the preferred ones first. */
  firmwares(): Promise<readonly UefiFirmware[]>;
}
