/** What each failure knows. The agent turns a code and its facts into a Problem; no sentence for users stands here. */
export interface DatabaseFailures {
  /** The file was written by a later Baton: these migrations are applied and unknown to us. Nothing was touched. */
  'newer-version': { file: string; unknownMigrations: string[] };
  /** A migration did not apply (the file is as before, a copy is in `backupFile`), or an earlier one was left half done. */
  'failed-migration': { file: string; migration: string; reason: string; backupFile?: string };
  /** The file, its folder or its disk refuses writing. */
  'not-writable': { file: string; reason: string };
  /** SQLite cannot read the file. */
  corrupt: { file: string; reason: string };
  /** A SQLite file that is not Baton's: it has tables and no history of ours. */
  'not-baton': { file: string; tables: string[] };
  /** Another process held the file's lock for longer than we wait. */
  busy: { file: string; reason: string };
  /** A value that must be unique is taken. */
  duplicate: { record: string; fields: string[] };
  'not-found': { record: string; id: string };
  /** The record changed since the caller read it. */
  conflict: { record: string; id: string; expectedRevision: number; actualRevision: number };
}

export type DatabaseErrorCode = keyof DatabaseFailures;

export class DatabaseError<Code extends DatabaseErrorCode = DatabaseErrorCode> extends Error {
  override readonly name = 'DatabaseError';

  constructor(
    readonly code: Code,
    readonly facts: DatabaseFailures[Code],
    options?: ErrorOptions,
  ) {
    super(`${code}: ${JSON.stringify(facts)}`, options);
  }
}

/** True for a DatabaseError of this code, and narrows its facts. */
export function isDatabaseError<Code extends DatabaseErrorCode>(
  error: unknown,
  code: Code,
): error is DatabaseError<Code> {
  return error instanceof DatabaseError && error.code === code;
}
