/** A USB socket of the host. `port` as the kernel writes it, `4.2`. */
export interface UsbSocket {
  readonly bus: number;
  readonly port: string;
}

/** How a device of the host enters a machine that is up. */
export interface UsbPlug {
  /** Driver and properties for device_add, without the id. */
  device(socket: UsbSocket): { readonly driver: string; readonly [property: string]: unknown };
  /** Sockets whose devices a process has open; null = that cannot be seen. */
  openBy(pid: number): Promise<readonly UsbSocket[] | null>;
  /** QEMU does not find on the real host what a simulated laptop has plugged in: there, what looks for a device has it. */
  readonly pretends: boolean;
}
