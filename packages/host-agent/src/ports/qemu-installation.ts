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

/** UEFI code with the empty variable store that belongs to it. */
export interface UefiFirmware {
  readonly code: string;
  readonly varsTemplate: string;
}

export interface QemuInstallation {
  /** null = not installed. Looks again each time that it was missing: it may be installed while the agent runs. */
  find(): Promise<FoundQemu | null>;
  /** Runs the self-test when it must (seconds); remembered afterwards. */
  accelerator(): Promise<Accelerator>;
  /** What is known now, without testing. */
  knownAccelerator(): Promise<Accelerator>;
  /** null = no matching pair of code and variable store. */
  uefi(): Promise<UefiFirmware | null>;
}
