import { describe, expect, it } from 'vitest';
import { batteryTable } from './battery-table';
import { ROM_MAX_BYTES, romTables } from './rom-tables';
import { SSDT_MAX_BYTES } from './ssdt';

const header = (table: Uint8Array) => {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const ascii = (from: number, length: number) => String.fromCharCode(...table.subarray(from, from + length));
  return {
    signature: ascii(0, 4),
    length: view.getUint32(4, true),
    sum: table.reduce((sum, byte) => sum + byte, 0) % 256,
    id: ascii(16, 8),
  };
};

describe('tables for a guest', () => {
  it.each([0, 1, 0x7fff, 0x8000, 0x8001, 160_000, ROM_MAX_BYTES])(
    'have a right header for a ROM of %i bytes, and each fits what QEMU takes',
    (bytes) => {
      const tables = romTables(new Uint8Array(bytes).fill(0x5a));
      expect(tables).toHaveLength(Math.ceil(bytes / 0x8000) + 1);
      for (const table of tables) {
        expect(header(table)).toMatchObject({ signature: 'SSDT', length: table.length, sum: 0 });
        expect(table.length).toBeLessThanOrEqual(SSDT_MAX_BYTES);
      }
      expect(new Set(tables.map((table) => header(table).id)).size).toBe(tables.length);
    },
  );

  it('refuse a ROM that they cannot carry', () => {
    expect(() => romTables(new Uint8Array(ROM_MAX_BYTES + 1))).toThrow(RangeError);
  });

  it('make a battery with a right header', () => {
    expect(header(batteryTable())).toMatchObject({ signature: 'SSDT', length: batteryTable().length, sum: 0 });
  });
});
