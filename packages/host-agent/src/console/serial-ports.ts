import { SerialLine, type SerialPlace } from './serial-line';

export type { SerialPlace } from './serial-line';

/** The serial ports of the machines that are up. QEMU serves one client at each: all viewers share that connection. */
export class SerialPorts {
  readonly #lines = new Map<string, Promise<SerialLine>>();

  /** @param placeOf a machine's serial port; null = its QEMU does not run */
  constructor(private readonly placeOf: (machineId: string) => SerialPlace | null) {}

  /**
   * Connects when nobody watched until now; the connection ends when the last viewer has gone.
   * @returns null when the machine does not run. @throws the connection's error when QEMU has no such socket
   */
  async open(machineId: string): Promise<SerialLine | null> {
    const place = this.placeOf(machineId);
    if (place === null) return null;
    const open = this.#lines.get(machineId);
    if (open) return open;
    const opening = SerialLine.connect(place);
    this.#lines.set(machineId, opening);
    const forget = () => {
      if (this.#lines.get(machineId) === opening) this.#lines.delete(machineId);
    };
    opening.then((line) => line.onClose(forget), forget);
    return opening;
  }
}
