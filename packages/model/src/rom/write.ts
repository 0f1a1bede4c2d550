import type { RomImage } from './report';

/** What an image of a made-up vBIOS says. */
export interface RomImageSpec {
  readonly type: Exclude<RomImage['type'], 'unknown'>;
  readonly vendorId: string;
  readonly deviceId: string;
  readonly otherDeviceIds?: readonly string[];
  /** Default 030000. */
  readonly classCode?: string;
  /** Of 512 bytes; default 2. */
  readonly blocks?: number;
  /** Told by `last`, unless it is the last one of the list. */
  readonly last?: boolean;
  /** UEFI only; default x86-64, not compressed. */
  readonly machine?: number;
  readonly compressed?: boolean;
}

const BLOCK_BYTES = 512;
const PCIR_AT = 0x40;
const LIST_AT = 0x20;
const TYPES = { legacy: 0, 'open-firmware': 1, 'hp-pa': 2, uefi: 3 } satisfies Record<RomImageSpec['type'], number>;
const X86_64 = 0x8664;

/**
 * A vBIOS of headers alone, with right checksums and no code: for the simulated laptop, and to read back in tests.
 * (PCI Firmware Specification 3.3, 5.1.)
 */
export function writeRom(images: readonly RomImageSpec[]): Uint8Array<ArrayBuffer> {
  const written = images.map((image, index) => writeImage(image, image.last ?? index === images.length - 1));
  const rom = new Uint8Array(written.reduce((sum, image) => sum + image.byteLength, 0));
  let at = 0;
  for (const image of written) {
    rom.set(image, at);
    at += image.byteLength;
  }
  return rom;
}

function writeImage(spec: RomImageSpec, last: boolean): Uint8Array {
  const { type, otherDeviceIds = [], classCode = '030000', blocks = 2 } = spec;
  const bytes = new Uint8Array(blocks * BLOCK_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xaa55, true);
  view.setUint16(0x18, PCIR_AT, true);
  if (type === 'uefi') writeUefi(view, spec);
  else view.setUint8(2, blocks);

  view.setUint32(PCIR_AT, 0x52494350, true);
  view.setUint16(PCIR_AT + 4, number(spec.vendorId), true);
  view.setUint16(PCIR_AT + 6, number(spec.deviceId), true);
  view.setUint16(PCIR_AT + 8, otherDeviceIds.length > 0 ? LIST_AT : 0, true);
  view.setUint16(PCIR_AT + 0xa, 0x1c, true);
  view.setUint8(PCIR_AT + 0xc, 3);
  view.setUint8(PCIR_AT + 0xd, number(classCode) & 0xff);
  view.setUint16(PCIR_AT + 0xe, number(classCode) >> 8, true);
  view.setUint16(PCIR_AT + 0x10, blocks, true);
  view.setUint8(PCIR_AT + 0x14, TYPES[type]);
  view.setUint8(PCIR_AT + 0x15, last ? 0x80 : 0);
  for (const [index, id] of otherDeviceIds.entries()) {
    view.setUint16(PCIR_AT + LIST_AT + index * 2, number(id), true);
  }
  const sum = bytes.reduce((total, byte) => (total + byte) & 0xff, 0);
  view.setUint8(bytes.byteLength - 1, (0x100 - sum) & 0xff);
  return bytes;
}

function writeUefi(view: DataView, { blocks = 2, machine = X86_64, compressed = false }: RomImageSpec): void {
  view.setUint16(2, blocks, true);
  view.setUint32(4, 0x0ef1, true);
  // A boot service driver.
  view.setUint16(8, 11, true);
  view.setUint16(0xa, machine, true);
  view.setUint16(0xc, compressed ? 1 : 0, true);
  view.setUint16(0x16, 0x80, true);
}

function number(hex: string): number {
  return Number.parseInt(hex, 16);
}
