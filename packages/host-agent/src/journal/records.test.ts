import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { readRecords, writeRecord } from './records';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-journal-'));
  path = join(folder, 'journal.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const schema = z.object({ step: z.int() });

it('a journal has what was written since it was begun, and one that is not there has nothing', async () => {
  expect(await readRecords(path, schema)).toEqual([]);
  await writeRecord(path, 'w', { step: 1 });
  await writeRecord(path, 'w', { step: 2 });
  await writeRecord(path, 'a', { step: 3 });
  expect(await readRecords(path, schema)).toEqual([{ step: 2 }, { step: 3 }]);
});

it.each(['{"step":2', '{"step":"two"}\n', 'nonsense\n{"step":3}\n'])('a journal ends before %j', async (torn) => {
  await writeRecord(path, 'w', { step: 1 });
  await appendFile(path, torn);
  expect(await readRecords(path, schema)).toEqual([{ step: 1 }]);
});
