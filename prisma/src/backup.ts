import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SqliteConnection } from './file';

const KEPT_BACKUPS = 5;

/**
 * Copies the database to `dir` as `NAME-TIMESTAMP-XXXX.db`, safe on disk when this returns, and keeps the last five.
 * VACUUM INTO and not a copy of the file: it includes what still stands in the write-ahead log. Returns the copy's path.
 */
export function backUp(connection: SqliteConnection, file: string, dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const prefix = `${basename(file, '.db')}-`;
  const target = join(dir, `${prefix}${timestamp(new Date())}-${randomBytes(2).toString('hex')}.db`);
  const partial = `${target}.partial`;
  try {
    closeSync(openSync(partial, 'wx', 0o600)); // VACUUM INTO fills an empty file and would create one that all may read
    connection.prepare('VACUUM INTO ?').run(partial);
    flush(partial);
    renameSync(partial, target);
    flush(dir);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  forgetOldest(dir, prefix);
  return target;
}

function forgetOldest(dir: string, prefix: string): void {
  const oldestFirst = readdirSync(dir)
    .filter((name) => name.startsWith(prefix) && /^\d{8}T\d{9}Z-[0-9a-f]{4}\.db$/.test(name.slice(prefix.length)))
    .sort();
  for (const name of oldestFirst.slice(0, -KEPT_BACKUPS)) rmSync(join(dir, name));
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** `20261123T090357123Z`: sorts by age and needs no character that a file system refuses. */
function timestamp(date: Date): string {
  return date.toISOString().replaceAll(/[-:.]/g, '');
}
