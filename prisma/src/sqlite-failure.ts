import { DatabaseError } from './errors';

/** Primary result codes, https://sqlite.org/rescode.html: an extended code keeps its primary one in the low byte. */
const PERM = 3;
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

const FILE_SYSTEM_REFUSALS = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'ENOTDIR',
  'EISDIR',
  'ENOENT',
  'EEXIST',
]);

/** Our error for what SQLite or the file system said about `file`; undefined when the failure is of another kind. */
export function fileFailure(error: unknown, file: string): DatabaseError | undefined {
  const reason = error instanceof Error ? error.message : String(error);
  const options = { cause: error };
  if (FILE_SYSTEM_REFUSALS.has(systemCode(error) ?? ''))
    return new DatabaseError('not-writable', { file, reason }, options);
  switch (primaryCode(error, reason)) {
    case PERM:
    case READONLY:
    case IOERR:
    case FULL:
    case CANTOPEN:
      return new DatabaseError('not-writable', { file, reason }, options);
    case CORRUPT:
    case NOTADB:
      return new DatabaseError('corrupt', { file, reason }, options);
    case BUSY:
    case LOCKED:
      return new DatabaseError('busy', { file, reason }, options);
    default:
      return undefined;
  }
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function primaryCode(error: unknown, reason: string): number | undefined {
  if (error instanceof Error && 'rawCode' in error && typeof error.rawCode === 'number') return error.rawCode & 0xff;
  // A failed open has no code property, only the number at the end of libsql's message.
  const opening = /Unable to open connection to local database .*: (\d+)/.exec(reason)?.[1];
  return opening === undefined ? undefined : Number(opening) & 0xff;
}
