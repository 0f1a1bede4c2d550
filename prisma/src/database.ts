import { dirname, join } from 'node:path';
import { Automations } from './automations';
import { backUp } from './backup';
import { connect } from './client';
import { DatabaseError, isDatabaseError } from './errors';
import { Events } from './events';
import { assertWhole, openFile, prepareForWriting, type SqliteConnection } from './file';
import { readHistory } from './history';
import { applyPending } from './migrate';
import { findMigrationsDir, loadMigrations, type Migration } from './migrations';
import { Operations } from './operations';
import { Profiles } from './profiles';
import { Runs } from './runs';
import { Sessions } from './sessions';
import { Settings } from './settings';
import { Spans } from './spans';
import { fileFailure } from './sqlite-failure';
import { Users } from './users';

/** Takes a pino logger as it is. */
export interface DatabaseLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface DatabaseOptions {
  file: string;
  /** Where copies from before a migration go; `backups` beside the file when absent. */
  backupDir?: string;
  /** See findMigrationsDir for where they are when absent. */
  migrationsDir?: string;
  /** How many events the history keeps; 10,000 when absent. */
  keptEvents?: number;
  log?: DatabaseLog;
}

export interface Database {
  users: Users;
  sessions: Sessions;
  profiles: Profiles;
  automations: Automations;
  runs: Runs;
  operations: Operations;
  events: Events;
  settings: Settings;
  spans: Spans;
  /** Writes the log back into the file and lets go of it. */
  close(): Promise<void>;
}

/**
 * Opens the database, creating or migrating it first; an existing one is copied before it is migrated.
 * Throws DatabaseError: `newer-version`, `failed-migration`, `not-writable`, `corrupt`, `not-baton` or `busy`, and then changed nothing.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  migrate(options, loadMigrations(options.migrationsDir ?? findMigrationsDir()));
  const { client, disconnect } = await connect(options.file);
  return {
    users: new Users(client),
    sessions: new Sessions(client),
    profiles: new Profiles(client),
    automations: new Automations(client),
    runs: new Runs(client),
    operations: new Operations(client),
    events: new Events(client, options.keptEvents ?? 10_000),
    settings: new Settings(client),
    spans: new Spans(client),
    close: disconnect,
  };
}

function migrate(options: DatabaseOptions, migrations: Migration[]): void {
  const { file } = options;
  const connection = openFile(file);
  try {
    migrateOn(connection, options, migrations);
  } catch (error) {
    throw fileFailure(error, file) ?? error;
  } finally {
    connection.close();
  }
}

function migrateOn(connection: SqliteConnection, options: DatabaseOptions, migrations: Migration[]): void {
  const { file, log, backupDir = join(dirname(file), 'backups') } = options;
  const { pending, edited, hasData } = readHistory(connection, file, migrations);
  if (edited.length > 0) log?.warn({ file, migrations: edited }, 'migrations were edited after they were applied');

  prepareForWriting(connection, file);
  if (pending.length === 0) return;
  let backupFile: string | undefined;
  if (hasData) {
    assertWhole(connection, file);
    backupFile = backUp(connection, file, backupDir);
    log?.info({ file, backupFile }, 'database copied before its migration');
  }
  try {
    const applied = applyPending(connection, file, migrations);
    log?.info({ file, migrations: applied }, 'database migrated');
  } catch (error) {
    if (!isDatabaseError(error, 'failed-migration')) throw error;
    throw new DatabaseError('failed-migration', { ...error.facts, backupFile }, { cause: error.cause });
  }
}
