import type { LogChunk } from '@baton/model/log/line';
import { expect, it } from 'vitest';
import { wholeLog } from './download-log';

const log = { machineId: 'm', source: 'serial' } as const;
const page = (offset: number, more: boolean, file = 'a'): LogChunk => ({
  file,
  lines: [{ offset, text: `line ${offset}` }],
  next: 99,
  more,
});

it('reads page after page to the beginning and puts them in order', async () => {
  const asked: (number | undefined)[] = [];
  const tail = ({ before }: { before?: number }) => {
    asked.push(before);
    return Promise.resolve(before === undefined ? page(20, true) : page(before - 10, before > 10));
  };
  const counts: number[] = [];
  const signal = new AbortController().signal;
  expect(await wholeLog(tail, log, { signal, onLines: (n) => counts.push(n) })).toBe('line 0\nline 10\nline 20\n');
  expect(asked).toEqual([undefined, 20, 10]);
  expect(counts).toEqual([1, 2, 3]);
});

it('does not mix in another run that began meanwhile', async () => {
  const tail = ({ before }: { before?: number }) =>
    Promise.resolve(before === undefined ? page(20, true, 'a') : page(10, true, 'b'));
  const signal = new AbortController().signal;
  expect(await wholeLog(tail, log, { signal, onLines: () => undefined })).toBe('line 20\n');
});

it('gives nothing when it was given up', async () => {
  const control = new AbortController();
  control.abort();
  const text = await wholeLog(() => Promise.resolve(page(0, false)), log, {
    signal: control.signal,
    onLines: () => undefined,
  });
  expect(text).toBeUndefined();
});
