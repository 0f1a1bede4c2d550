import { z } from 'zod';

/** A machine's name: what people type and read. Safe in `-name`, in file names and in one log line. */
export type MachineName = string & { readonly __brand: 'MachineName' };

export const MACHINE_NAME_MAX_LENGTH = 64;

/** Letters and digits of any script, then also space, dot, underscore and hyphen; no space at either end. */
const MACHINE_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}._-])?$/u;

export function isMachineName(text: string): text is MachineName {
  return text.length <= MACHINE_NAME_MAX_LENGTH && MACHINE_NAME.test(text);
}

export const machineNameSchema = z
  .string()
  .min(1, { error: 'Give the machine a name.', abort: true })
  .max(MACHINE_NAME_MAX_LENGTH, `Use at most ${MACHINE_NAME_MAX_LENGTH} characters.`)
  .refine(
    (text) => MACHINE_NAME.test(text),
    'Use letters, digits, spaces, dots, hyphens and underscores, starting with a letter or a digit.',
  )
  .transform((text) => text as MachineName);

/** Two names that differ in case only are the same name: they would share a folder on some file systems. */
export function machineNameKey(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase('en');
}
