import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../src/index';
import { findMigrationsDir, loadMigrations } from '../src/migrations';

/** How many migrations there are. */
export const MIGRATIONS = loadMigrations(findMigrationsDir()).length;

/** A folder that goes away with the test. */
export function scratchDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'baton-db-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A fresh database with the real migrations, closed when the test ends. */
export async function scratchDatabase(options: { keptEvents?: number } = {}): Promise<Database> {
  const database = await openDatabase({ file: join(scratchDir(), 'baton.db'), ...options });
  onTestFinished(() => database.close());
  return database;
}

/** Writes a migrations folder of the test's own. */
export function writeMigrations(dir: string, migrations: Record<string, string>): string {
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(join(dir, name), { recursive: true });
    writeFileSync(join(dir, name, 'migration.sql'), sql);
  }
  return dir;
}

/** Looks into a file without Baton. */
export function rows(file: string, sql: string): unknown[] {
  const connection = new Sqlite(file);
  try {
    return connection.prepare(sql).all();
  } finally {
    connection.close();
  }
}

export function execute(file: string, sql: string): void {
  const connection = new Sqlite(file);
  try {
    connection.exec(sql);
  } finally {
    connection.close();
  }
}
