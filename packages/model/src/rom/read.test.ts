import { describe, expect, it } from 'vitest';
import { pick, type Random, seededRandom, several, whole } from '../profile/testing/random';
import { readRom } from './read';
import { ROM_MAX_BYTES } from './report';
import { type RomImageSpec, writeRom } from './write';

const CARD = { vendorId: '10de', deviceId: '1bb6' };
const LEGACY: RomImageSpec = { type: 'legacy', ...CARD, blocks: 4 };
const UEFI: RomImageSpec = { type: 'uefi', ...CARD, blocks: 3 };
const hybrid = () => writeRom([LEGACY, UEFI]);
const read = (bytes: Uint8Array, card: typeof CARD | null = CARD) => readRom(bytes, 'abc', card);
const codes = (bytes: Uint8Array, card: typeof CARD | null = CARD) =>
  read(bytes, card).findings.map(({ code }) => code);

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

describe('a vBIOS', () => {
  it('of both kinds for this card has nothing to find', () => {
    const report = read(hybrid());
    expect(report).toMatchObject({ sizeBytes: 7 * 512, sha256: 'abc', startsAt: 0, findings: [], trim: null });
    expect(report.images).toMatchObject([
      { offset: 0, length: 2048, type: 'legacy', ...CARD, classCode: '030000', checksumOk: true, last: false },
      { offset: 2048, length: 1536, type: 'uefi', checksumOk: null, uefi: { machine: 'x86-64', compressed: false } },
    ]);
  });

  it('of one kind says which is missing', () => {
    expect(read(writeRom([LEGACY])).findings).toEqual([{ code: 'no-uefi-image', severity: 'info' }]);
    expect(read(writeRom([UEFI])).findings).toEqual([{ code: 'no-legacy-image', severity: 'info' }]);
  });

  it('of another card is an error, unless its list of devices names this one', () => {
    expect(codes(hybrid(), { ...CARD, deviceId: '1c20' })).toEqual(['other-device']);
    expect(codes(hybrid(), { vendorId: '1002', deviceId: '1bb6' })).toEqual(['other-vendor']);
    expect(codes(hybrid(), null)).toEqual([]);
    const listed = writeRom([{ ...LEGACY, otherDeviceIds: ['1c20', '1c21'] }, UEFI]);
    expect(codes(listed, { ...CARD, deviceId: '1c21' })).toEqual([]);
    expect(read(listed).images[0]?.otherDeviceIds).toEqual(['1c20', '1c21']);
  });

  it('of a network card is none for a display', () => {
    expect(
      codes(
        writeRom([
          { ...LEGACY, classCode: '020000' },
          { ...UEFI, classCode: '020000' },
        ]),
      ),
    ).toEqual(['not-display']);
  });

  it('behind a vendor’s header is found, and offered without it', () => {
    const header = new Uint8Array(1536).fill(0x4e);
    header.set([0x4e, 0x56, 0x47, 0x49, 0x55, 0xaa]);
    const report = read(joined(header, hybrid()));
    expect(report.findings).toEqual([{ code: 'header-before-image', severity: 'error' }]);
    expect(report).toMatchObject({ startsAt: 1536, trim: { from: 1536, to: 1536 + 3584 } });
    expect(report.images.map(({ offset }) => offset)).toEqual([0, 2048]);
  });

  it('with padding behind it is offered without it, and with data of its driver it is left whole', () => {
    expect(read(joined(hybrid(), new Uint8Array(4096).fill(0xff)))).toMatchObject({
      findings: [{ code: 'trailing-data', severity: 'info' }],
      trim: { from: 0, to: 3584 },
    });
    expect(read(joined(hybrid(), new Uint8Array([1, 2, 3])))).toMatchObject({
      findings: [{ code: 'trailing-data' }],
      trim: null,
    });
  });

  it('whose sum is not zero is told, also when only one byte is wrong', () => {
    const rom = hybrid();
    rom[100] = 1;
    expect(read(rom)).toMatchObject({ findings: [{ code: 'bad-checksum', severity: 'warning' }] });
    rom[3000] = 1;
    expect(codes(rom), 'an EFI image has no sum').toEqual(['bad-checksum']);
  });

  it('that ends too soon is broken, and one that only lacks its last mark is not', () => {
    expect(codes(hybrid().subarray(0, 3000))).toContain('chain-broken');
    expect(read(hybrid().subarray(0, 3000)).trim).toBeNull();
    expect(codes(joined(writeRom([{ ...LEGACY, last: false }]), new Uint8Array([7, 8])))).toContain('chain-broken');
    expect(codes(writeRom([LEGACY, { ...UEFI, last: false }]))).toEqual(['chain-without-end']);
    const padded = joined(writeRom([LEGACY, { ...UEFI, last: false }]), new Uint8Array(512).fill(0xff));
    expect(read(padded)).toMatchObject({ findings: [{ code: 'chain-without-end' }], trim: { from: 0, to: 3584 } });
    const endless = writeRom([LEGACY]);
    endless[0x50] = 0;
    endless[0x51] = 0;
    expect(codes(endless)).toContain('chain-broken');
  });

  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['zeros', new Uint8Array(65536), 'all-same-byte'],
    ['ones', new Uint8Array(65536).fill(0xff), 'all-same-byte'],
    ['a letter', new TextEncoder().encode('Dear card,\n'.repeat(100)), 'no-image'],
    ['a signature alone', new Uint8Array([0x55, 0xaa]), 'no-image'],
    [
      'a signature that leads past the end',
      joined(new Uint8Array([0x55, 0xaa]), new Uint8Array(60).fill(0x7f)),
      'no-image',
    ],
    ['more than a card has', new Uint8Array(ROM_MAX_BYTES + 1), 'too-large'],
  ])('that is %s is none', (_, bytes, code) => {
    expect(read(bytes)).toMatchObject({
      startsAt: null,
      images: [],
      findings: [{ code, severity: 'error' }],
      trim: null,
    });
  });

  it('is read where it stands in a larger buffer', () => {
    const around = joined(new Uint8Array(77), hybrid(), new Uint8Array(9));
    expect(read(around.subarray(77, 77 + 3584)).findings).toEqual([]);
  });

  it('of any images is read back as it was written', () => {
    const random = seededRandom(20);
    for (let round = 0; round < 500; round += 1) {
      const specs = [anyImage(random), ...several(random, 5, () => anyImage(random))];
      const { images, startsAt, findings } = read(writeRom(specs), null);
      const back = images.map(({ type, vendorId, deviceId, otherDeviceIds, classCode, length }) => {
        return { type, vendorId, deviceId, otherDeviceIds, classCode, blocks: length / 512 };
      });
      expect(back).toEqual(specs);
      expect(startsAt).toBe(0);
      expect(findings.filter(({ code }) => code === 'bad-checksum' || code.startsWith('chain'))).toEqual([]);
    }
  });

  it('that was damaged anywhere is still read without a complaint of the reader’s own', () => {
    const random = seededRandom(2026);
    const good = joined(writeRom([{ ...LEGACY, otherDeviceIds: ['1c20'] }, UEFI, UEFI]), new Uint8Array(100));
    for (let round = 0; round < 10_000; round += 1) {
      const rom = good.slice(0, whole(random, 0, 20) === 0 ? whole(random, 1, good.length) : good.length);
      for (let flips = whole(random, 1, 8); flips > 0; flips -= 1) {
        // Headers, rather than the emptiness between them.
        const at =
          random() < 0.7 ? pick(random, [0, 2048, 3584]) + whole(random, 0, 0x70) : whole(random, 0, rom.length);
        if (at < rom.length) rom[at] = pick(random, [0, 0xff, 0x80, 0x55, whole(random, 0, 255)]);
      }
      const { images, trim, startsAt, sizeBytes } = read(rom);
      for (const { offset, length } of images) expect((startsAt ?? 0) + offset + length).toBeLessThanOrEqual(sizeBytes);
      if (trim) expect(trim.from < trim.to && trim.to <= sizeBytes).toBe(true);
    }
  });

  it('made of signatures alone costs one look at each', () => {
    const rom = new Uint8Array(4 * 1024 * 1024);
    for (let at = 0; at < rom.length; at += 2) rom.set([0x55, 0xaa], at);
    expect(codes(rom)).toEqual(['no-image']);
  });
});

function anyImage(random: Random) {
  const id = () => whole(random, 1, 0xffff).toString(16).padStart(4, '0');
  return {
    type: pick(random, ['legacy', 'open-firmware', 'hp-pa', 'uefi']),
    vendorId: id(),
    deviceId: id(),
    otherDeviceIds: several(random, 4, id),
    classCode: `03${id()}`,
    blocks: whole(random, 1, 8),
  };
}
