import { type Aml, littleEndian } from './aml';

const HEADER_BYTES = 36;
/** Offset of the checksum in the header. */
const CHECKSUM_AT = 9;
/** QEMU refuses a table with more behind its header's first bytes (hw/acpi/core.c). */
export const SSDT_MAX_BYTES = 65_535;
/** 2: numbers have 64 bits. */
const REVISION = 2;

/**
 * A secondary table with its header (ACPI 6.5, 5.2.6 and 5.2.11.2). QEMU takes one with a wrong length or checksum without a word,
 * so both are right by construction.
 * @param id 8 characters at most: a system must not have two tables of one id
 */
export function ssdt(id: string, terms: readonly Aml[]): Uint8Array {
  const length = terms.reduce((sum, term) => sum + term.length, HEADER_BYTES);
  if (length > SSDT_MAX_BYTES) throw new RangeError(`a table of ${length} bytes`);
  const table = Uint8Array.from([
    ...ascii('SSDT', 4),
    ...littleEndian(length, 4),
    ...[REVISION, 0],
    ...ascii('BATON', 6),
    ...ascii(id, 8),
    ...littleEndian(1, 4),
    ...ascii('BATN', 4),
    ...littleEndian(1, 4),
    ...terms.flat(),
  ]);
  table[CHECKSUM_AT] = (256 - (table.reduce((sum, byte) => sum + byte, 0) % 256)) % 256;
  return table;
}

function ascii(text: string, length: number): number[] {
  return Array.from({ length }, (_, index) => (index < text.length ? text.charCodeAt(index) : 0));
}
