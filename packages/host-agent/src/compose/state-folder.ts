import { access, chmod, constants, mkdir } from 'node:fs/promises';
import { type Database, DatabaseError, isDatabaseError, openDatabase } from '@baton/db';
import type { Logger } from 'pino';
import { isAlive, processStat } from '../adapters/linux/process-stat';
import type { AgentConfig } from '../config';
import { EXIT, StartupFailure } from '../startup-failure';
import { LockedError, takeInstanceLock } from './instance-lock';

export interface StateFolder {
  readonly database: Database;
  /** Closes the database and lets the next agent in. */
  readonly close: () => Promise<void>;
}

/** Makes the state folder, keeps other agents out of it, and opens its database. @throws StartupFailure */
export async function openStateFolder(config: AgentConfig, log: Logger): Promise<StateFolder> {
  const { stateDir, runDir, databaseFile } = config;
  await prepareFolders(stateDir, runDir);
  const unlock = await lock(stateDir, runDir);
  try {
    const database = await openDatabase({ file: databaseFile, log });
    const close = async () => {
      await database.close();
      await unlock();
    };
    return { database, close };
  } catch (error) {
    await unlock();
    throw databaseFailure(error, databaseFile);
  }
}

async function prepareFolders(stateDir: string, runDir: string): Promise<void> {
  try {
    await mkdir(stateDir, { recursive: true, mode: 0o700 });
    await access(stateDir, constants.W_OK | constants.X_OK);
    await mkdir(runDir, { recursive: true, mode: 0o700 });
    // Sockets and tokens are as good as root: nobody else looks into this folder, whoever made it.
    await chmod(runDir, 0o700);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new StartupFailure(
      EXIT.cannotCreate,
      `Baton cannot write its state folder ${stateDir} (${words}): give it write access, or set BATON_STATE_DIR to another folder.`,
      { cause: error },
    );
  }
}

async function lock(stateDir: string, runDir: string): Promise<() => Promise<void>> {
  const own = { pid: process.pid, startTicks: processStat(process.pid)?.startTicks ?? 0 };
  try {
    return await takeInstanceLock({ runDir, own, isAlive });
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    throw new StartupFailure(
      EXIT.alreadyRunning,
      `Another Baton agent (process ${error.owner.pid}) already works on ${stateDir}: stop it first, or set BATON_STATE_DIR to another folder.`,
      { cause: error },
    );
  }
}

function databaseFailure(error: unknown, file: string): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const fail = (exitCode: number, sentence: string) => new StartupFailure(exitCode, sentence, { cause: error });
  if (isDatabaseError(error, 'newer-version')) {
    return fail(
      EXIT.dataError,
      `The database ${file} was written by a newer Baton; nothing was changed: update Baton.`,
    );
  }
  if (isDatabaseError(error, 'not-writable')) {
    return fail(EXIT.cannotCreate, `Baton cannot write its database ${file} (${error.facts.reason}).`);
  }
  if (isDatabaseError(error, 'busy')) {
    return fail(
      EXIT.alreadyRunning,
      `Another program has Baton's database ${file} locked: close it, then start again.`,
    );
  }
  if (isDatabaseError(error, 'failed-migration')) {
    const { migration, reason, backupFile } = error.facts;
    const kept = backupFile ? ` A copy from before is ${backupFile}.` : '';
    return fail(EXIT.dataError, `Baton's database ${file} could not be updated (${migration}: ${reason}).${kept}`);
  }
  return fail(
    EXIT.dataError,
    `The database ${file} is damaged or not Baton's: move it away, or put back a copy from the folder "backups" beside it.`,
  );
}
