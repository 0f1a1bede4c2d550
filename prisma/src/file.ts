import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'libsql';
import { DatabaseError } from './errors';
import { fileFailure } from './sqlite-failure';

/** How long a statement waits for another process's lock. Short, because libsql waits on the thread that asks. */
export const BUSY_TIMEOUT_MS = 2000;
const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

export type SqliteConnection = InstanceType<typeof Sqlite>;

/**
 * Opens `file` for reading its history. An existing file is not changed by this; a new one is created empty, for its owner only
 * (SQLite gives the same mode to the -wal and -shm files beside it).
 */
export function openFile(file: string): SqliteConnection {
  try {
    createFor(file);
    const connection = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
    connection.prepare('SELECT count(*) FROM sqlite_master').all(); // the first read is what notices a file that is not SQLite
    return connection;
  } catch (error) {
    throw fileFailure(error, file) ?? error;
  }
}

/** From here on we write: only the owner may read password hashes, and readers do not stop the writer. */
export function prepareForWriting(connection: SqliteConnection, file: string): void {
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, OWNER_ONLY_FILE);
  connection.pragma('journal_mode = WAL');
}

/** Throws `corrupt` unless SQLite finds the file whole. Reads all of it: for before a migration, not for each start. */
export function assertWhole(connection: SqliteConnection, file: string): void {
  const complaints = connection.prepare('PRAGMA quick_check(3)').all() as { quick_check: string }[];
  const reason = complaints.map((row) => row.quick_check).join('; ');
  if (reason !== 'ok') throw new DatabaseError('corrupt', { file, reason });
}

function createFor(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true, mode: OWNER_ONLY_FOLDER });
  closeSync(openSync(file, 'a', OWNER_ONLY_FILE));
}
