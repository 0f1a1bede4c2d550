import { findChain, readImage } from './image';
import { ROM_MAX_BYTES, type RomFinding, type RomImage, type RomReport } from './report';

/** Who the ROM is for. Four hexadecimal digits each, lower case. */
export interface RomCard {
  readonly vendorId: string;
  readonly deviceId: string;
}

interface Chain {
  readonly images: readonly RomImage[];
  /** Just after the last image that is whole. */
  readonly end: number;
  readonly broken: 'chain-broken' | 'chain-without-end' | null;
}

/** An error means that a guest could do nothing with it, or that it is another card's. */
const SEVERITY = {
  empty: 'error',
  'too-large': 'error',
  'all-same-byte': 'error',
  'no-image': 'error',
  'header-before-image': 'error',
  'chain-broken': 'error',
  'chain-without-end': 'warning',
  'trailing-data': 'info',
  'bad-checksum': 'warning',
  'other-vendor': 'error',
  'other-device': 'error',
  'not-display': 'error',
  'no-uefi-image': 'info',
  'no-legacy-image': 'info',
} satisfies Record<RomFinding, 'error' | 'warning' | 'info'>;

/**
 * Says what a vBIOS file is. Time and memory grow with its size alone, whatever stands in it.
 * @param sha256 of `bytes`, as the caller computed it
 * @param card the card that it is meant for; null = not known, then ids are not judged
 */
export function readRom(bytes: Uint8Array, sha256: string, card: RomCard | null): RomReport {
  const report = (codes: readonly RomFinding[], rest: Partial<RomReport> = {}): RomReport => ({
    sizeBytes: bytes.byteLength,
    sha256,
    startsAt: null,
    images: [],
    findings: codes.map((code) => ({ code, severity: SEVERITY[code] })),
    trim: null,
    ...rest,
  });
  if (bytes.byteLength === 0) return report(['empty']);
  if (bytes.byteLength > ROM_MAX_BYTES) return report(['too-large']);
  if (isPadding(bytes, 0)) return report(['all-same-byte']);
  const rom = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const startsAt = findChain(rom);
  if (startsAt === null) return report(['no-image']);

  const chain = readChain(rom, startsAt);
  const { images, end } = chain;
  const codes = [
    startsAt > 0 && 'header-before-image',
    chain.broken,
    chain.broken === null && end < bytes.byteLength && 'trailing-data',
    images.some((image) => image.checksumOk === false) && 'bad-checksum',
    ...(images.length === 0 ? [] : judgeImages(images, card)),
  ] as const;
  return report(
    codes.filter((code) => typeof code === 'string'),
    { startsAt, images, trim: chain.broken === 'chain-broken' ? null : trimOf(bytes, startsAt, end) },
  );
}

function readChain(rom: DataView, startsAt: number): Chain {
  const images: RomImage[] = [];
  for (let at = startsAt; ; ) {
    const image = readImage(rom, at);
    if (!image) {
      // What comes instead of the next image: nothing at all, or something that is none.
      const rest = new Uint8Array(rom.buffer, rom.byteOffset, rom.byteLength);
      return { images, end: at, broken: isPadding(rest, at) ? 'chain-without-end' : 'chain-broken' };
    }
    if (image.length === 0 || at + image.length > rom.byteLength) return { images, end: at, broken: 'chain-broken' };
    images.push({ offset: at - startsAt, ...image });
    at += image.length;
    if (image.last) return { images, end: at, broken: null };
  }
}

function judgeImages(images: readonly RomImage[], card: RomCard | null): readonly (RomFinding | false)[] {
  return [
    card !== null && foreign(images, card),
    !images.some(({ classCode }) => classCode.startsWith('03')) && 'not-display',
    !images.some(({ type }) => type === 'uefi') && 'no-uefi-image',
    !images.some(({ type }) => type === 'legacy') && 'no-legacy-image',
  ];
}

function foreign(images: readonly RomImage[], { vendorId, deviceId }: RomCard): RomFinding | false {
  const ofVendor = images.filter((image) => image.vendorId === vendorId);
  if (ofVendor.length === 0) return 'other-vendor';
  const named = ofVendor.some((image) => image.deviceId === deviceId || image.otherDeviceIds.includes(deviceId));
  return !named && 'other-device';
}

/**
 * What stands before the chain hides it from a guest's firmware. Padding behind it is only size; anything else there is left alone,
 * because drivers read more than the chain tells (NVIDIA's keep images of their own behind it).
 */
function trimOf(bytes: Uint8Array, startsAt: number, end: number): RomReport['trim'] {
  const to = isPadding(bytes, end) ? end : bytes.byteLength;
  return startsAt > 0 || to < bytes.byteLength ? { from: startsAt, to } : null;
}

/** Whether one byte is all that stands from there on; also when nothing does. */
function isPadding(bytes: Uint8Array, from: number): boolean {
  const first = bytes[from];
  for (let index = from + 1; index < bytes.byteLength; index += 1) if (bytes[index] !== first) return false;
  return true;
}
