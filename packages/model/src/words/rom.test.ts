import { expect, it } from 'vitest';
import { readRom } from '../rom/read';
import { ROM_FINDINGS } from '../rom/report';
import { writeRom } from '../rom/write';
import { romFindingWords, romImageWords, romWords } from './rom';

const CARD = { vendorId: '10de', deviceId: '1bb6' };
const report = readRom(
  writeRom([
    { type: 'legacy', ...CARD, blocks: 128 },
    { type: 'uefi', ...CARD },
  ]),
  '',
  CARD,
);

it('a vBIOS is told in one sentence, and each of its images', () => {
  expect(romWords(report)).toBe('A vBIOS of 65 KiB for 10de:1bb6: BIOS image and UEFI image (GOP).');
  expect(report.images.map(romImageWords)).toEqual([
    'BIOS image, card 10de:1bb6, 64 KiB',
    'UEFI image (GOP) for x86-64, card 10de:1bb6, 1 KiB',
  ]);
  expect(romWords(readRom(new Uint8Array(2048), '', CARD))).toBe('Not a vBIOS, 2 KiB.');
});

it.each(ROM_FINDINGS)('the finding %s says what, why and what to do, in whole sentences', (code) => {
  for (const about of [report, { ...report, trim: { from: 0, to: 1 } }]) {
    const { title, what, next } = romFindingWords(code, about);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(next).toMatch(/^[A-Z].*\.$/);
  }
});
