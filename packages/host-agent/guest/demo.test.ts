import { describe, expect, it } from 'vitest';
import { demoGuestImage } from './demo';
import { frame, framesSector, pictureSector, programSectors, sectorBytes } from './layout';
import { frames } from './picture';
import { frameSequence } from './program/animation';

const image = demoGuestImage();
const sectors = (first: number, count: number) => image.subarray(first * sectorBytes, (first + count) * sectorBytes);

describe("the demo guest's image", () => {
  it('has the size that SeaBIOS boots from, and the boot signature', () => {
    expect(image.length).toBe(1024 * 1024);
    expect([image[510], image[511]]).toEqual([0x55, 0xaa]);
  });

  it('is the same every time', () => {
    expect(Buffer.compare(demoGuestImage(), image)).toBe(0);
  });

  it('holds a program, a picture and frames, each in its place', () => {
    for (const [first, count] of [
      [1, programSectors - 1],
      [pictureSector, 300],
      [framesSector, 270],
    ] as const) {
      expect(sectors(first, count).some((value) => value !== 0)).toBe(true);
    }
    expect(sectors(framesSector + 270, 100).every((value) => value === 0)).toBe(true);
  });

  it('moves the baton in steps that one window covers, forwards and backwards', () => {
    const columns = frames().map(({ column }) => column);
    expect(columns).toHaveLength(frame.count);
    for (const [index, column] of columns.entries()) {
      expect(column - (columns[index - 1] ?? column)).toBeGreaterThanOrEqual(0);
      expect(column - (columns[index - 1] ?? column)).toBeLessThanOrEqual(2);
    }
  });

  it('shows neighbouring frames only, also where the sequence starts again', () => {
    const sequence = frameSequence();
    for (const [index, shown] of sequence.entries()) {
      const next = sequence[(index + 1) % sequence.length] ?? -1;
      expect(Math.abs(next - shown)).toBeLessThanOrEqual(1);
    }
    expect(Math.max(...sequence)).toBe(frame.count - 1);
  });
});
