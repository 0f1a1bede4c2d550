import { ProblemError } from '@baton/model/problem';
import { expect, it } from 'vitest';
import { discProblem, readDisc } from './disc';

const SECTOR = 2048;

function disc({ mark = 'CD001', type = 1, at = 16, blocks = 0 } = {}): Buffer {
  const bytes = Buffer.alloc(40 * SECTOR);
  bytes[at * SECTOR] = type;
  bytes.write(mark, at * SECTOR + 1, 'latin1');
  bytes.writeUInt32LE(blocks, at * SECTOR + 80);
  bytes.writeUInt16LE(SECTOR, at * SECTOR + 128);
  return bytes;
}

const files = (bytes: Buffer) => ({
  read: async (_: string, { fromBytes, maxBytes }: { fromBytes: number; maxBytes: number }) =>
    bytes.subarray(fromBytes, fromBytes + maxBytes),
});
const read = (bytes: Buffer) => readDisc(files(bytes), '/a.iso');
const looksOf = (bytes: Buffer) =>
  read(bytes).then(
    () => 'a disc',
    (error: unknown) => {
      if (!(error instanceof ProblemError) || error.problem.code !== 'disc.none') throw error;
      return error.problem.facts.looks;
    },
  );

it('knows ISO 9660 and UDF, also where a disc begins with another descriptor', async () => {
  expect(await read(disc())).toEqual({ saysBytes: null });
  for (const mark of ['NSR02', 'NSR03']) expect(await looksOf(disc({ mark, at: 17 }))).toBe('a disc');
});

it('tells how large a disc says that it is, and believes only a primary descriptor', async () => {
  expect(await read(disc({ blocks: 400_000 }))).toEqual({ saysBytes: 400_000 * SECTOR });
  expect(await read(disc({ blocks: 400_000, type: 0 }))).toEqual({ saysBytes: null });
});

it('says what stands under the name of a disc instead', async () => {
  const long = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(40 * SECTOR)]);
  expect(await looksOf(Buffer.from('\n<!DOCTYPE html><title>404</title>'))).toBe('page');
  expect(await looksOf(long('<html lang="en">'))).toBe('page');
  for (const packed of ['PK\x03\x04', '\x1f\x8b\x08', '\xfd7zXZ', '7z\xbc\xaf', 'BZh9', '\x28\xb5\x2f\xfd']) {
    expect(await looksOf(long(packed))).toBe('packed');
  }
  expect(await looksOf(long('QFI\xfb'))).toBe('qcow2');
  expect(await looksOf(Buffer.alloc(0))).toBe('short');
  expect(await looksOf(disc().subarray(0, 16 * SECTOR))).toBe('short');
  expect(await looksOf(Buffer.alloc(40 * SECTOR, 7))).toBe('other');
});

it('warns of a disc that lacks more than padding, of one that is none, and of nothing that cannot be read', async () => {
  const about = (bytes: Buffer, sizeBytes: number) =>
    discProblem(files(bytes), { realPath: '/real.iso', path: '/a.iso', sizeBytes });
  const saysBytes = 400_000 * SECTOR;
  const whole = disc({ blocks: 400_000 });
  expect(await about(whole, saysBytes - 300 * 1024)).toBeNull();
  expect(await about(disc(), 40 * SECTOR)).toBeNull();
  const facts = { path: '/a.iso', sizeBytes: saysBytes / 2, saysBytes };
  expect(await about(whole, saysBytes / 2)).toEqual({ code: 'disc.cut-short', facts });
  expect(await about(Buffer.alloc(9), 9)).toMatchObject({ code: 'disc.none', facts: { path: '/a.iso' } });
  const broken = { read: async () => Promise.reject(new Error('EIO')) };
  expect(await discProblem(broken, { realPath: '/a', path: '/a', sizeBytes: 1 })).toBeNull();
});
