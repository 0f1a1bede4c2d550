import type { LogPage, LogPlace } from '@baton/model/log/line';
import { expect, it } from 'vitest';
import { wholeLog } from './download-log';

const page = (offset: number, back: string | null): LogPage => ({
  entries: [{ source: 'kernel', file: 'a', offset, at: 0, level: 'info', text: `line ${offset}` }],
  back,
  on: 'x',
  atEnd: true,
});
const signal = new AbortController().signal;

it('reads page after page to the beginning and puts them in order', async () => {
  const asked: LogPlace[] = [];
  const read = ({ place }: { place: LogPlace }) => {
    asked.push(place);
    return Promise.resolve(place.kind === 'end' ? page(20, 'b') : page(10, null));
  };
  const counts: number[] = [];
  const log = { machineId: 'm', view: 'serial' } as const;
  expect(await wholeLog(read, log, { signal, onLines: (n) => counts.push(n) })).toBe('line 10\nline 20\n');
  expect(asked).toEqual([{ kind: 'end' }, { kind: 'cursor', cursor: 'b' }]);
  expect(counts).toEqual([1, 2]);
});

it('says when and whose a line is where all are together', async () => {
  const read = () => Promise.resolve(page(1, null));
  const text = await wholeLog(read, { machineId: 'm', view: 'all' }, { signal, onLines: () => undefined });
  expect(text).toBe('1970-01-01T00:00:00.000Z info kernel: line 1\n');
});

it('gives nothing when it was given up', async () => {
  const control = new AbortController();
  control.abort();
  const log = { machineId: 'm', view: 'serial' } as const;
  const read = () => Promise.resolve(page(0, null));
  expect(await wholeLog(read, log, { signal: control.signal, onLines: () => undefined })).toBeUndefined();
});
