import type { QemuCapabilities } from './capabilities';

/** What the host decides about a start: resolved paths, sockets, devices made for it and the engine. All paths absolute. */
export interface QemuFacts {
  readonly accelerator: 'kvm' | 'tcg';
  /** What the binary can do. */
  readonly can: QemuCapabilities;
  readonly cpuVendor: 'intel' | 'amd' | 'other';
  /** For UEFI: read-only code and this machine's own copy of the variable store. null = BIOS. */
  readonly uefi: { readonly code: string; readonly vars: string; readonly secureBoot: boolean } | null;
  readonly sockets: {
    readonly qmp: string;
    readonly rescue: string;
    readonly vnc: string;
    readonly spice: string;
    /** The guest agent's. */
    readonly agent: string;
    /** The first serial port's. */
    readonly serial: string;
    /** swtpm's; null = no TPM. */
    readonly tpm: string | null;
  };
  /** What the clock begins with (ISO 8601 without a zone) when the guest had set it; else it follows the host. */
  readonly clockBase?: string | null;
  readonly serialLog: string;
  readonly pidFile: string;
  /** Mount point of the huge pages of the wanted size; null = ordinary memory. */
  readonly hugepagePath: string | null;
  /** By the network card's place in the profile; what is not here needs nothing from the host. */
  readonly nics: Readonly<Record<number, NicFacts>>;
  /** The audio server's socket and such are the host's matter; this is the file or device that Looking Glass reads. */
  readonly lookingGlassPath: string | null;
  /** On the simulated laptop a plain device stands in for each lent PCI device besides the GPU. */
  readonly pciStandIns?: boolean;
  /** Tables that were made for this start (SSDT with the ROM, battery). */
  readonly acpiTables: readonly string[];
}

export interface NicFacts {
  /** Of the tap device that was made for it. */
  readonly ifname?: string;
  /** /dev/vhost-net opens: without it QEMU aborts. */
  readonly vhost?: boolean;
  /** passt's socket. */
  readonly passt?: string;
}
