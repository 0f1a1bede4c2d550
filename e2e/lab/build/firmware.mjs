// @ts-check
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../command.mjs';
import { firmwareFiles, labFolder } from '../places.mjs';

/** Compiles the ACPI tables that give the emulated GPU its power switch. It takes no time, so it is done at each run. */
export async function buildFirmware() {
  const files = firmwareFiles();
  await compile('optimus', files.bbswitch);
  await compile('optimus', files.stubborn, 'STUBBORN');
  await compile('runtime-d3', files.rtd3);
}

/**
 * @param {string} name of a source in ssdt/ @param {string} file ends in .aml @param {string[]} variants that the source knows
 */
async function compile(name, file, ...variants) {
  mkdirSync(dirname(file), { recursive: true });
  const source = join(labFolder, 'build/ssdt', `${name}.asl`);
  await run(['iasl', ...variants.flatMap((each) => ['-D', each]), '-p', file.replace(/\.aml$/, ''), source]);
}
