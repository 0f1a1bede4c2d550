import type { RomImage } from './report';

/** `PCIR`, read as a little-endian number. */
const PCIR = 0x52494350;
const PCIR_BYTES = 0x18;
const BLOCK_BYTES = 512;
/** Type 3 images begin with this at +4 (UEFI specification, EFI_PCI_EXPANSION_ROM_HEADER). */
const EFI_SIGNATURE = 0x0ef1;
/** A list that is longer is not one. */
const LIST_MAX = 256;

const TYPES: readonly RomImage['type'][] = ['legacy', 'open-firmware', 'hp-pa', 'uefi'];
const MACHINES: Readonly<Record<number, string>> = {
  332: 'ia32',
  512: 'ia64',
  34404: 'x86-64',
  43620: 'aarch64',
};

/**
 * Reads the image that begins at `at` (PCI Firmware Specification 3.3, 5.1).
 * @returns null when no image begins there. A `length` of 0, or one that reaches past the file, is told as it stands.
 */
export function readImage(rom: DataView, at: number): Omit<RomImage, 'offset'> | null {
  const pcir = pcirOf(rom, at);
  if (pcir === null) return null;
  const type = TYPES[rom.getUint8(pcir + 0x14)] ?? 'unknown';
  const length = rom.getUint16(pcir + 0x10, true) * BLOCK_BYTES;
  return {
    length,
    type,
    vendorId: hex(rom.getUint16(pcir + 4, true), 4),
    deviceId: hex(rom.getUint16(pcir + 6, true), 4),
    otherDeviceIds: deviceList(rom, pcir),
    classCode: hex((rom.getUint16(pcir + 0xe, true) << 8) | rom.getUint8(pcir + 0xd), 6),
    checksumOk: type === 'legacy' ? checksum(rom, at, length) : null,
    uefi: type === 'uefi' ? uefiOf(rom, at) : null,
    last: (rom.getUint8(pcir + 0x15) & 0x80) !== 0,
  };
}

/** Where the chain begins: the first 55 AA that leads to a PCIR. null = nowhere. */
export function findChain(rom: DataView): number | null {
  for (let at = 0; at + 0x1a <= rom.byteLength; at += 1) {
    if (rom.getUint8(at) === 0x55 && pcirOf(rom, at) !== null) return at;
  }
  return null;
}

/** Where the image's PCI data structure stands. */
function pcirOf(rom: DataView, at: number): number | null {
  if (at + 0x1a > rom.byteLength || rom.getUint16(at, true) !== 0xaa55) return null;
  const pointer = rom.getUint16(at + 0x18, true);
  const pcir = at + pointer;
  if (pointer === 0 || pcir + PCIR_BYTES > rom.byteLength) return null;
  return rom.getUint32(pcir, true) === PCIR ? pcir : null;
}

/** Revision 3 has a list of further devices where older ones had a pointer to vital product data. */
function deviceList(rom: DataView, pcir: number): readonly string[] {
  const pointer = rom.getUint16(pcir + 8, true);
  if (pointer === 0 || rom.getUint8(pcir + 0xc) < 3) return [];
  const ids: string[] = [];
  for (let at = pcir + pointer; at + 2 <= rom.byteLength && ids.length < LIST_MAX; at += 2) {
    const id = rom.getUint16(at, true);
    if (id === 0) return ids;
    ids.push(hex(id, 4));
  }
  return [];
}

/** The legacy header says in byte 2 what is summed; some tools sum the image that the PCIR tells instead. Never past the image. */
function checksum(rom: DataView, at: number, length: number): boolean {
  const initBytes = rom.getUint8(at + 2) * BLOCK_BYTES;
  const end = Math.min(rom.byteLength - at, length);
  let sum = 0;
  for (let index = 0; index < end; index += 1) {
    sum = (sum + rom.getUint8(at + index)) & 0xff;
    if (sum === 0 && (index + 1 === initBytes || index + 1 === length)) return true;
  }
  return false;
}

function uefiOf(rom: DataView, at: number): RomImage['uefi'] {
  if (rom.getUint32(at + 4, true) !== EFI_SIGNATURE) return null;
  const machine = rom.getUint16(at + 0xa, true);
  return { machine: MACHINES[machine] ?? `0x${hex(machine, 4)}`, compressed: rom.getUint16(at + 0xc, true) !== 0 };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
