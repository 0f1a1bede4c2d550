import { ProblemError, problem } from '../problem';
import { profileDraftSchema } from '../profile/definition';
import { readBaton } from './baton';
import { readShell } from './from-shell';
import { readGuide } from './guide';
import { readLibvirt } from './libvirt/read';
import { isQuickemu, readQuickemu } from './quickemu/read';
import type { ReadSource } from './read-source';
import { refuse } from './refuse';
import type { ImportResult } from './result';
import { SourceText } from './source';
import { readWordList } from './word-list';

export interface ImportContext {
  /** A name that is free, near to the wanted one. */
  readonly newName: (wanted: string) => string;
  /** Folder that a relative path is taken to begin in, because the script's own is not known. `/` unless given. */
  readonly folder?: string;
}

/**
 * Reads what a person has: a QEMU command line, a script, a libvirt domain, a quickemu file or an exported profile, told by its
 * content. It runs nothing, opens nothing, and drops nothing silently.
 * @throws ProblemError `import.refused`
 */
export function readSource(source: string, context: ImportContext): ImportResult {
  const text = new SourceText(source);
  const read = readers(text, (context.folder ?? '').replace(/\/+$/, ''));
  const name = context.newName(read.draft.name);
  const renamed = {
    code: 'value-changed',
    facts: { field: 'name', from: read.draft.name, to: name },
    line: null,
    field: 'name',
  } as const;
  const draft = profileDraftSchema.safeParse({ ...read.draft, name });
  if (!draft.success) {
    const words = draft.error.issues[0]?.message ?? '';
    throw new ProblemError(problem('import.refused', { because: 'not-readable', words }), { cause: draft.error });
  }
  return {
    ...read,
    draft: draft.data,
    findings: name === read.draft.name ? read.findings : [...read.findings, renamed],
  };
}

function readers(source: SourceText, folder: string): ReadSource {
  const { text } = source;
  const start = text.trimStart();
  if (start.startsWith('<') && !start.startsWith('<<')) return readLibvirt(text);
  if (start.startsWith('{')) return readBaton(start);
  if (isQuickemu(text)) return readQuickemu(source, folder);
  if (!/qemu|kvm/.test(text)) refuse('no-qemu');
  return readGuide(source, folder) ?? readWordList(source, folder) ?? readShell(source, folder);
}
