// @ts-check
import { basename, join } from 'node:path';
import { run } from '../command.mjs';
import { labFolder } from '../places.mjs';

/**
 * Compiles the ACPI table that gives the emulated GPU a power switch.
 * @param {string} name of a file in ssdt/, without its ending @param {string} file ends in .aml
 */
export async function ssdt(name, file) {
  const source = join(labFolder, 'build/ssdt', `${name}.asl`);
  await run(['iasl', '-p', join(file, '..', basename(file, '.aml')), source]);
}
