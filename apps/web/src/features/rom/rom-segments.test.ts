import type { RomImage, RomReport } from '@baton/model/rom/report';
import { expect, test } from 'vitest';
import { romSegments } from './rom-segments';

const image = (length: number, last: boolean): RomImage => ({
  offset: 0,
  length,
  type: 'legacy',
  vendorId: '10de',
  deviceId: '1bb6',
  otherDeviceIds: [],
  classCode: '030000',
  checksumOk: true,
  uefi: null,
  last,
});
const report: RomReport = {
  sizeBytes: 2048,
  sha256: '',
  startsAt: 512,
  images: [image(512, false), image(512, true)],
  findings: [],
  trim: null,
};

test('the stretches of a file add up to the whole file', () => {
  const segments = romSegments(report);
  expect(segments.map(({ kind }) => kind)).toEqual(['before', 'image', 'image', 'after']);
  expect(segments.reduce((sum, { length }) => sum + length, 0)).toBe(2048);
});

test('a file without a chain is one stretch, an empty one is none', () => {
  expect(romSegments({ ...report, startsAt: null, images: [] })).toEqual([{ kind: 'after', length: 2048 }]);
  expect(romSegments({ ...report, sizeBytes: 0, startsAt: null, images: [] })).toEqual([]);
});
