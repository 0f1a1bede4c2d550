import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@baton/db';
import { onTestFinished } from 'vitest';

/** A folder of this test's own, gone when it ends. Short, because sockets stand in it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export async function temporaryDatabase(file?: string): Promise<Database> {
  const database = await openDatabase({ file: file ?? join(await temporaryFolder(), 'baton.db') });
  onTestFinished(() => database.close());
  return database;
}
