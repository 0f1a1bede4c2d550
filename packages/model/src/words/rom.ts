import { ROM_MAX_BYTES, type RomFinding, type RomImage, type RomReport } from '../rom/report';
import { list } from './phrase';
import type { Words } from './words';

const kib = (n: number): string => `${Number((n / 1024).toFixed(1))} KiB`;

const ids = ({ images }: RomReport): string =>
  list([...new Set(images.map(({ vendorId, deviceId }) => `${vendorId}:${deviceId}`))]);

const IMAGE_WORDS = {
  legacy: 'BIOS image',
  uefi: 'UEFI image (GOP)',
  'open-firmware': 'Open Firmware image',
  'hp-pa': 'HP PA-RISC image',
  unknown: 'image of an unknown kind',
} satisfies Record<RomImage['type'], string>;

/** One image of the chain: `BIOS image, card 10de:1bb6, 64 KiB`. */
export function romImageWords({ type, vendorId, deviceId, length, uefi }: RomImage): string {
  const machine = uefi === null ? '' : ` for ${uefi.machine}`;
  return `${IMAGE_WORDS[type]}${machine}, card ${vendorId}:${deviceId}, ${kib(length)}`;
}

/** What the whole file is, in one sentence. */
export function romWords(report: RomReport): string {
  const { images, sizeBytes } = report;
  if (images.length === 0) return `Not a vBIOS, ${kib(sizeBytes)}.`;
  const kinds = [...new Set(images.map(({ type }) => IMAGE_WORDS[type]))];
  return `A vBIOS of ${kib(sizeBytes)} for ${ids(report)}: ${list(kinds)}.`;
}

const FINDINGS: { readonly [Code in RomFinding]: (report: RomReport) => Words } = {
  empty: () => ({
    title: 'The file is empty',
    what: 'It has no bytes at all.',
    next: 'Read the ROM again, or upload another file.',
  }),
  'too-large': ({ sizeBytes }) => ({
    title: 'Too large for a vBIOS',
    what: `It has ${kib(sizeBytes)}; a vBIOS has at most ${kib(ROM_MAX_BYTES)}.`,
    next: 'If it is a whole BIOS update, take the vBIOS out of it with a tool first.',
  }),
  'all-same-byte': () => ({
    title: 'There is nothing in it',
    what: 'Every byte is the same. This is what a card gives that was asleep while it was read.',
    next: 'Read the ROM again while the card is awake, or take it from a BIOS update.',
  }),
  'no-image': () => ({
    title: 'Not a vBIOS',
    what: 'No image of a PCI option ROM stands anywhere in it.',
    next: 'Upload a vBIOS of this card.',
  }),
  'header-before-image': ({ startsAt }) => ({
    title: 'A header stands before the vBIOS',
    what: `The first ${startsAt ?? 0} bytes are of the tool that saved it. A guest’s firmware does not find the vBIOS behind them.`,
    next: 'Make a trimmed copy, and use that.',
  }),
  'chain-broken': () => ({
    title: 'The vBIOS is damaged',
    what: 'Its chain of images leads past the end of the file, or to something that is no image.',
    next: 'Read the ROM again, or upload another file.',
  }),
  'chain-without-end': () => ({
    title: 'The last image is not marked',
    what: 'The images are whole, but none says that it is the last one. Most firmware copes with that.',
    next: 'If the guest shows nothing, try another file.',
  }),
  'trailing-data': ({ trim }) => ({
    title: 'More stands behind the images',
    what: trim
      ? 'Padding follows the last image. It does no harm.'
      : 'Other data follows the last image. The card’s driver may need it, so it is kept.',
    next: trim ? 'Make a trimmed copy if you like it small.' : 'Nothing needs to be done.',
  }),
  'bad-checksum': () => ({
    title: 'The checksum is wrong',
    what: 'The bytes of its BIOS image do not add up to zero. A guest with BIOS firmware skips it; the ROM of the card that shows the host’s screen is often changed like this while it runs.',
    next: 'Use UEFI firmware, or a ROM that was read before the card was used.',
  }),
  'other-vendor': (report) => ({
    title: 'For a card of another maker',
    what: `It is for ${ids(report)}.`,
    next: 'Use the vBIOS of this very card.',
  }),
  'other-device': (report) => ({
    title: 'For another card',
    what: `It is for ${ids(report)}, which is another model than this card.`,
    next: 'Use the vBIOS of this very card.',
  }),
  'not-display': () => ({
    title: 'Not for a graphics card',
    what: 'None of its images is for a display device.',
    next: 'Use the vBIOS of the GPU.',
  }),
  'no-uefi-image': () => ({
    title: 'No UEFI image',
    what: 'A guest with UEFI firmware shows nothing on the card before its driver has started.',
    next: 'Nothing needs to be done if the guest is reached in another way until then.',
  }),
  'no-legacy-image': () => ({
    title: 'No BIOS image',
    what: 'A guest with BIOS firmware shows nothing on the card before its driver has started.',
    next: 'Use UEFI firmware.',
  }),
};

/** What one finding of a vBIOS means. `report` is the whole that it was found in. */
export function romFindingWords(code: RomFinding, report: RomReport): Words {
  return FINDINGS[code](report);
}
