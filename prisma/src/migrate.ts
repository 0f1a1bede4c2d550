import { randomUUID } from 'node:crypto';
import { DatabaseError } from './errors';
import type { SqliteConnection } from './file';
import { HISTORY_TABLE, readHistory } from './history';
import type { Migration } from './migrations';

/**
 * Applies what is pending, all of it or nothing: a crash or a failure in between leaves the file as it was.
 * Returns the names applied by us: another process may have been faster. Throws `failed-migration`.
 */
export function applyPending(connection: SqliteConnection, file: string, migrations: Migration[]): string[] {
  // Off and outside the transaction, where alone it works: otherwise rebuilding a table (DROP, then RENAME) deletes by cascade.
  connection.pragma('foreign_keys = OFF');
  connection.exec('BEGIN IMMEDIATE');
  try {
    const { pending } = readHistory(connection, file, migrations); // again, now that nobody else can write
    connection.exec(HISTORY_TABLE);
    for (const migration of pending) applyOne(connection, file, migration);
    connection.exec('COMMIT');
    return pending.map((migration) => migration.name);
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

function applyOne(connection: SqliteConnection, file: string, migration: Migration): void {
  const startedAt = new Date();
  try {
    connection.exec(migration.sql);
    const orphans = connection.prepare('PRAGMA foreign_key_check').all() as { table: string; parent: string }[];
    const [orphan] = orphans;
    if (orphan)
      throw new Error(`${orphans.length} rows refer to nothing, the first in ${orphan.table} to ${orphan.parent}`);
    record(connection, migration, startedAt);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseError('failed-migration', { file, migration: migration.name, reason }, { cause: error });
  }
}

function record(connection: SqliteConnection, migration: Migration, startedAt: Date): void {
  const sql = `INSERT INTO "_prisma_migrations"
    (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)`;
  connection
    .prepare(sql)
    .run(randomUUID(), migration.checksum, migration.name, prismaTime(startedAt), prismaTime(new Date()));
}

function prismaTime(date: Date): string {
  return date.toISOString().replace('Z', '+00:00');
}
