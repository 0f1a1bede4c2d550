import { z } from 'zod';

/** The parts of QMP's description of itself that are read here (QEMU docs/devel/qapi-code-gen.rst, Client JSON Protocol introspection). */
const entrySchema = z.looseObject({
  name: z.string(),
  'arg-type': z.string().optional(),
  tag: z.string().optional(),
  members: z.array(z.looseObject({ name: z.string().optional(), type: z.string().optional() })).optional(),
  values: z.array(z.string()).optional(),
});
const schemaSchema = z.array(entrySchema).catch([]);

/** What a command's union may be: the values of its tag, such as the object types of `object-add`. */
export function schemaNames(schema: unknown, command: string): string[] {
  const entries = new Map(schemaSchema.parse(schema).map((entry) => [entry.name, entry]));
  const union = entries.get(entries.get(command)?.['arg-type'] ?? '');
  const tag = union?.members?.find(({ name }) => name === union.tag);
  const kinds = entries.get(tag?.type ?? '');
  // `values` is on its way out since QEMU 6.2; the same names stand in `members`.
  return (kinds?.values ?? kinds?.members?.flatMap(({ name }) => name ?? []) ?? []).toSorted();
}
