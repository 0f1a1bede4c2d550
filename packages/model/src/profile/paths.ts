import { z } from 'zod';

/** An absolute path as people write it; the agent resolves links and checks it against the storage folders. */
export const absolutePath = z
  .string()
  .max(1024, 'This path is too long.')
  .refine((path) => path.startsWith('/'), 'Write the whole path, starting with /.')
  .refine((path) => !/[\0\n\r]/.test(path), 'A path has no line breaks.');

/** One line that a person wrote: no control characters, because it goes into logs, XML and QEMU's options. */
export function oneLine(maxLength: number) {
  return z
    .string()
    .max(maxLength, `Use at most ${maxLength} characters.`)
    .refine((text) => !/\p{Cc}/u.test(text), 'Use one line without control characters.');
}
