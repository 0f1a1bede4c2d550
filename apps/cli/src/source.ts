import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { IMPORT_MAX_BYTES } from '@baton/model/import/result';
import { fail } from '@baton/model/problem';

/** The text of a file, or of what is piped in for `-`. @throws ProblemError `import.refused` */
export async function readSourceFile(file: string): Promise<string> {
  const source = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  // Larger ones would be refused by the agent; its door refuses them without a word.
  if (Buffer.byteLength(source) > IMPORT_MAX_BYTES) fail('import.refused', { because: 'too-large' });
  return source;
}
