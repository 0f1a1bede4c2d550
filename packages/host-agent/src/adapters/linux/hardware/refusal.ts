import { getSystemErrorMap } from 'node:util';
import { WriteError } from '../../../ports/kernel-errors';

/** A system call of ours that the kernel refused, in the kernel's words: `Operation not permitted`. */
export function refusal(path: string, error: unknown): WriteError {
  const [, words] = getSystemErrorMap().get(Number(errnoOf(error))) ?? ['', String(error)];
  return new WriteError(path, `${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}

/** `EPERM`; undefined when it is no error of a system call. */
export function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function errnoOf(error: unknown): unknown {
  return error instanceof Error && 'errno' in error ? error.errno : undefined;
}
