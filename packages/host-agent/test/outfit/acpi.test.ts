import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batteryTable } from '@baton/model/acpi/battery-table';
import { romTables } from '@baton/model/acpi/rom-tables';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary';

const PROGRAMS = ['/usr/bin/iasl', '/usr/bin/acpiexec'];
const missing = PROGRAMS.find((program) => !existsSync(program));

/** What QEMU 7.2's DSDT has of the GPU's place. */
const DSDT = `DefinitionBlock ("", "DSDT", 2, "TEST", "TEST", 1) {
  Scope (\\_SB) { Device (PCI0) { Name (_HID, EisaId ("PNP0A08"))
    Device (S08) { Name (_ADR, 0x00010000) Device (S00) { Name (_ADR, Zero) } } } }
}`;

/** Bytes of a buffer as acpiexec prints it: `0000: 0F 16 1D ...  // text`. */
function bytesOf(output: string): Uint8Array {
  const lines = [...output.matchAll(/\b[0-9A-F]{4}:((?: [0-9A-F]{2})+)/g)];
  return Uint8Array.from(
    lines.flatMap(([, hex = '']) =>
      hex
        .trim()
        .split(' ')
        .map((pair) => Number.parseInt(pair, 16)),
    ),
  );
}

describe.skipIf(missing)(
  missing ? `our tables in ACPICA (skipped: ${missing} is missing)` : 'our tables in ACPICA',
  () => {
    const rom = Uint8Array.from({ length: 0x8000 * 2 + 1000 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);

    async function tables(): Promise<{ folder: string; files: readonly string[] }> {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'dsdt.asl'), DSDT);
      execFileSync('iasl', ['-p', join(folder, 'dsdt'), join(folder, 'dsdt.asl')], { stdio: 'ignore' });
      const ours = [...romTables(rom), batteryTable()];
      const files = ours.map((_, index) => join(folder, `t${index}.aml`));
      for (const [index, table] of ours.entries()) await writeFile(files[index] ?? '', table);
      return { folder, files };
    }

    it.each([
      ['from the start', 0, 0x1000],
      ['across two pieces', 0x7ff0, 0x40],
      ['across the end, in zeroes', 0x8000 * 2 + 990, 0x20],
      ['behind the end, in zeroes', 0x40000, 0x10],
      ['no more than 4 KiB at once', 0x9000, 0x3000],
    ])('answer _ROM %s', async (_name, offset, length) => {
      const { folder, files } = await tables();
      const call = `execute \\_SB.PCI0.S08.S00._ROM 0x${offset.toString(16)} 0x${length.toString(16)}`;
      const output = execFileSync('acpiexec', ['-b', call, join(folder, 'dsdt.aml'), ...files], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const expected = new Uint8Array(Math.min(length, 0x1000));
      expected.set(rom.subarray(offset, offset + expected.length));
      expect(bytesOf(output)).toEqual(expected);
    });

    it('are taken apart again without an error', async () => {
      const { folder, files } = await tables();
      execFileSync('iasl', ['-p', join(folder, 'battery'), '-d', files.at(-1) ?? ''], { stdio: 'ignore' });
      const source = await readFile(join(folder, 'battery.dsl'), 'utf8');
      expect(source).toContain('EisaId ("PNP0C0A")');
      expect(source).toMatch(/_BIF[\s\S]+Package \(0x0D\)[\s\S]+_BST[\s\S]+Package \(0x04\)/);
      expect(source).not.toContain('Invalid');
    });
  },
);
