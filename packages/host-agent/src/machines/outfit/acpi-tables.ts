import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batteryTable } from '@baton/model/acpi/battery-table';
import { ROM_MAX_BYTES, romTables } from '@baton/model/acpi/rom-tables';
import { fail } from '@baton/model/problem';
import { type Bench, wordsOf } from './bench';

/**
 * Tables for cards without outputs of their own, made anew for each start in the run directory.
 * @returns their files. @throws ProblemError `rom.unusable`
 */
export async function acpiTables({ order }: Bench): Promise<readonly string[]> {
  const { muxless, gpu } = order.definition;
  const tables: Uint8Array[] = [];
  if (muxless.romTable && gpu.romFile) tables.push(...romTables(await readRom(gpu.romFile)));
  if (muxless.battery) tables.push(batteryTable());
  const files = tables.map((_, index) => join(order.runDir, `ssdt${index}.aml`));
  for (const [index, table] of tables.entries()) await writeFile(files[index] ?? '', table, { mode: 0o600 });
  return files;
}

async function readRom(path: string): Promise<Uint8Array> {
  const rom = await readFile(path).catch((error: unknown) =>
    fail('rom.unusable', { path, words: wordsOf(error) }, 'gpu.romFile'),
  );
  const [size, most] = [rom.byteLength / 1024, ROM_MAX_BYTES / 1024].map(Math.ceil);
  if (rom.byteLength > ROM_MAX_BYTES) {
    fail('rom.unusable', { path, words: `it has ${size} KiB, and an ACPI table can carry ${most} KiB` }, 'gpu.romFile');
  }
  return rom;
}
