import type { Actor } from '@baton/model/access/roles';
import type { Problem } from '@baton/model/problem';

/** A drive of a machine that is up, whose medium can be changed. */
export interface DriveView {
  /** The device's id in QEMU, as `cd0`. */
  readonly id: string;
  /** null = empty. */
  readonly medium: { readonly path: string; readonly name: string } | null;
  readonly trayOpen: boolean;
  /** The guest keeps the tray shut: only a forced eject opens it. */
  readonly locked: boolean;
}

export interface MediaService {
  /** Empty when the machine is not up. */
  drives(machineId: string): Promise<readonly DriveView[]>;
  /** @throws ProblemError `media.locked` | `storage.*` */
  insert(
    machineId: string,
    change: { readonly drive: string; readonly path: string; readonly force: boolean },
    actor: Actor,
  ): Promise<void>;
  /** @throws ProblemError `media.locked` */
  eject(machineId: string, change: { readonly drive: string; readonly force: boolean }, actor: Actor): Promise<void>;
}

/** A USB device of the host, named by the socket it is plugged in. */
export interface UsbView {
  readonly bus: number;
  /** The port's path on its bus, as `1.4`. */
  readonly port: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly name: string;
  /** The machine that has it now. */
  readonly holder: { readonly id: string; readonly name: string } | null;
  /** Its profile names the device: it comes back at the next start. */
  readonly byProfile: boolean;
  /** Why it cannot be attached to the machine that asks; null = it can, or it is attached to it already. */
  readonly refusal: Problem | null;
}

/** Event `usb` is told when a device comes or goes. */
export interface UsbService {
  devices(machineId: string): Promise<readonly UsbView[]>;
  /** @throws ProblemError `usb.*` */
  attach(machineId: string, device: { readonly bus: number; readonly port: string }, actor: Actor): Promise<void>;
  /** Resolves when the guest let go of it, or after a while. @throws ProblemError `usb.*` */
  detach(machineId: string, device: { readonly bus: number; readonly port: string }, actor: Actor): Promise<void>;
}
