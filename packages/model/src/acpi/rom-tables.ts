import {
  type Aml,
  ARG0,
  ARG1,
  add,
  and,
  buffer,
  call,
  concatenate,
  emptyBuffer,
  equal,
  giveBack,
  greater,
  integer,
  less,
  local,
  method,
  mid,
  name,
  ONE,
  scope,
  shiftRight,
  sizeOf,
  store,
  subtract,
  when,
  ZERO,
} from './aml';
import { ssdt } from './ssdt';

/**
 * The lent GPU's function 0 as QEMU's own DSDT names it: slot 1 function 0 of the root bus is S08, slot 0 behind it S00. Our tables
 * go into that device instead of bringing a second one for the same address, of which a guest would take either.
 * Read from the DSDT of QEMU 7.2 with the port's hotplug on and off.
 */
export const GPU_ACPI_PATH = '\\_SB.PCI0.S08.S00';

/** A piece of the ROM for each table, because QEMU takes at most 64 KiB in one. */
const PIECE_BYTES = 0x8000;
const PIECE_BITS = 15;
/** What all of QEMU's tables have room for together is 2 MiB; this leaves half of it. */
export const ROM_MAX_BYTES = 1024 * 1024;
/** Most that one call of `_ROM` may return (ACPI 6.5, B.3.3). */
const CALL_MAX_BYTES = 0x1000;

/**
 * Tables that answer `_ROM` with this image: how a mobile card's driver gets its vBIOS where the firmware keeps it. The pieces come
 * first, each in a table of its own, then the method.
 * @throws RangeError for an image over ROM_MAX_BYTES
 */
export function romTables(rom: Uint8Array): readonly Uint8Array[] {
  if (rom.length > ROM_MAX_BYTES) throw new RangeError(`a ROM of ${rom.length} bytes`);
  const pieces = piecesOf(rom);
  const tables = pieces.map((piece, index) =>
    ssdt(`BTNRM${numbered(index)}`, [scope(GPU_ACPI_PATH, [name(pieceName(index), buffer(piece))])]),
  );
  return [...tables, ssdt('BTNROM', [scope(GPU_ACPI_PATH, [pieceMethod(pieces.length), romMethod()])])];
}

/** All of one size: what lies behind the image's end reads as zeroes. */
function piecesOf(rom: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(rom.length / PIECE_BYTES) }, (_, index) => {
    const piece = new Uint8Array(PIECE_BYTES);
    piece.set(rom.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES));
    return piece;
  });
}

/** `RPCE (number)`: that piece, or zeroes behind the last one. */
function pieceMethod(count: number): Aml {
  const choices = Array.from({ length: count }, (_, index) =>
    when(equal(ARG0, integer(index)), [giveBack(call(pieceName(index), []))]),
  );
  return method('RPCE', { args: 1, serialized: true }, [...choices, giveBack(emptyBuffer(PIECE_BYTES))]);
}

/** `_ROM (offset, length)`, over the border of two pieces where it must. */
function romMethod(): Aml {
  const [length, piece, found, got] = [local(1), local(2), local(4), local(5)];
  const from = local(3);
  return method('_ROM', { args: 2, serialized: true }, [
    store(ARG1, length),
    when(greater(length, integer(CALL_MAX_BYTES)), [store(integer(CALL_MAX_BYTES), length)]),
    store(shiftRight(ARG0, integer(PIECE_BITS)), piece),
    store(and(ARG0, integer(PIECE_BYTES - 1)), from),
    store(mid(call('RPCE', [piece]), from, length), found),
    store(sizeOf(found), got),
    when(less(got, length), [
      store(mid(call('RPCE', [add(piece, ONE)]), ZERO, subtract(length, got)), local(6)),
      store(concatenate(found, local(6)), found),
    ]),
    giveBack(found),
  ]);
}

function pieceName(index: number): string {
  return `RM${numbered(index)}`;
}

function numbered(index: number): string {
  return index.toString(16).toUpperCase().padStart(2, '0');
}
