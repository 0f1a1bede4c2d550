import { z } from 'zod';
import { ProblemError, problem } from '../problem';
import { draftOf } from '../profile/definition';
import { NewerProfile, readDefinition } from '../profile/migrate';
import type { ReadSource } from './read-source';
import { refuse } from './refuse';

/** A profile that Baton exported, of this version or an older one. The new machine gets an identity of its own. */
export function readBaton(text: string): ReadSource {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    refuse('not-readable');
  }
  if (!z.object({ schemaVersion: z.unknown() }).safeParse(stored).data?.schemaVersion) refuse('no-qemu');
  try {
    const draft = draftOf(readDefinition(stored));
    return { format: 'baton', draft, parts: parts(draft), findings: [] };
  } catch (error) {
    if (error instanceof NewerProfile) refuse('newer-version');
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const words = issue ? `${issue.path.join('.')}: ${issue.message}`.slice(0, 300) : '';
    throw new ProblemError(problem('import.refused', { because: 'not-readable', words }), { cause: error });
  }
}

/** Each section of the profile as a part: all of it becomes what it was. */
function parts(draft: object): ReadSource['parts'] {
  return Object.keys(draft).map((section) => ({
    text: section,
    line: null,
    became: { kind: 'field', fields: [section] },
  }));
}
