import { DatabaseError } from './errors';
import type { SqliteConnection } from './file';
import type { Migration } from './migrations';

/** To the byte what Prisma's engine creates, so that `prisma migrate status` accepts a database of ours. */
export const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

interface AppliedMigration {
  name: string;
  checksum: string;
  finishedAt: string | null;
  logs: string | null;
}

export interface History {
  pending: Migration[];
  /** Applied, but the file says something else now. */
  edited: string[];
  /** False for a file that we just created. */
  hasData: boolean;
}

/** Compares what is applied with what we have. Only reads; throws `newer-version`, `failed-migration` or `not-baton`. */
export function readHistory(connection: SqliteConnection, file: string, migrations: Migration[]): History {
  const tables = tableNames(connection);
  if (tables.length > 0 && !tables.includes('_prisma_migrations'))
    throw new DatabaseError('not-baton', { file, tables });
  const applied = tables.length === 0 ? [] : readApplied(connection);

  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const unknownMigrations = applied.map((row) => row.name).filter((name) => !known.has(name));
  if (unknownMigrations.length > 0) throw new DatabaseError('newer-version', { file, unknownMigrations });

  const unfinished = applied.find((row) => row.finishedAt === null);
  if (unfinished) {
    const reason = unfinished.logs ?? 'it was started and never finished';
    throw new DatabaseError('failed-migration', { file, migration: unfinished.name, reason });
  }

  const done = new Set(applied.map((row) => row.name));
  return {
    pending: migrations.filter((migration) => !done.has(migration.name)),
    edited: applied.filter((row) => known.get(row.name)?.checksum !== row.checksum).map((row) => row.name),
    hasData: tables.length > 0,
  };
}

function tableNames(connection: SqliteConnection): string[] {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;
  return (connection.prepare(sql).all() as { name: string }[]).map((row) => row.name);
}

function readApplied(connection: SqliteConnection): AppliedMigration[] {
  const sql = `SELECT migration_name AS name, checksum, finished_at AS finishedAt, logs
    FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name`;
  return connection.prepare(sql).all() as AppliedMigration[];
}
