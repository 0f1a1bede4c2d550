import { join } from 'node:path';
import { sysfsEntries, sysfsText } from './sysfs-text';

const HWMON = '/sys/class/hwmon';
/** Drivers whose temp1 is the CPU package: Intel, AMD, and AMD's alternative. */
const CPU_DRIVERS: ReadonlySet<string> = new Set(['coretemp', 'k10temp', 'zenpower']);

/** Reads the CPU's temperature; finds its file at the first reading and remembers it. */
export class CpuThermometer {
  #file: Promise<string | null> | undefined;

  constructor(private readonly hwmon = HWMON) {}

  /** Degrees Celsius, or null. */
  async read(): Promise<number | null> {
    this.#file ??= this.#find();
    const file = await this.#file;
    const text = file && (await sysfsText(file));
    return text ? Math.round(Number(text) / 1000) : null;
  }

  async #find(): Promise<string | null> {
    for (const name of await sysfsEntries(this.hwmon)) {
      const driver = await sysfsText(join(this.hwmon, name, 'name'));
      if (driver && CPU_DRIVERS.has(driver)) return join(this.hwmon, name, 'temp1_input');
    }
    return null;
  }
}
