import { open } from 'node:fs/promises';
import type { z } from 'zod';
import { readSmallFile } from '../handover/small-file';

/** Adds a record to a journal (`a`), or begins it anew with this one (`w`). It is on the disk before this resolves. */
export async function writeRecord(path: string, flag: 'w' | 'a', record: object): Promise<void> {
  const file = await open(path, flag, 0o600);
  try {
    await file.appendFile(`${JSON.stringify(record)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/**
 * The records of a journal, one line of JSON each, up to the first that is none: a torn last line was never on the disk as a
 * whole, so what it tells of never began.
 */
export async function readRecords<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<readonly z.infer<Schema>[]> {
  const records: z.infer<Schema>[] = [];
  for (const line of ((await readSmallFile(path)) ?? '').split('\n').filter(Boolean)) {
    const record = schema.safeParse(toJson(line));
    if (!record.success) break;
    records.push(record.data);
  }
  return records;
}

function toJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
