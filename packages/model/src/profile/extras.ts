import { z } from 'zod';

/** Arguments that QEMU gets as they are. For administrators; checked not to fight ours (qemu/extra-arguments). */
export const extraArgumentsSchema = z
  .array(
    z
      .string()
      .max(4096)
      .refine((text) => !text.includes('\0'), 'An argument has no NUL.'),
  )
  .max(256)
  .default([]);

/** A command of the administrator's, as argv and without a shell: the first word is a whole path. */
export const hookSchema = z.object({
  at: z.enum(['before-start', 'after-stop']),
  argv: z
    .array(
      z
        .string()
        .max(4096)
        .refine((text) => !text.includes('\0'), 'An argument has no NUL.'),
    )
    .min(1)
    .max(64)
    .refine(([command]) => command?.startsWith('/'), 'The command is a whole path, starting with /.'),
});
export type Hook = z.infer<typeof hookSchema>;
