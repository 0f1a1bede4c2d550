import type { FindingView } from '@baton/api/views';
import { describeLine, fixWords } from '@baton/model/describe';
import type { ImportNote, ImportResult } from '@baton/model/import/result';
import { fail } from '@baton/model/problem';
import { type ProfileDraft, profileDraftSchema } from '@baton/model/profile/definition';
import type { FixLabel } from '@baton/model/profile/fix';
import { importFormatWords, importNoteWords } from '@baton/model/words/import-notes';
import type { Agent } from '../agent';
import { type Output, show } from '../output';
import { readSourceFile } from '../source';
import { profileLines } from './profile';

export interface ImportFlags {
  readonly file: string;
  readonly name?: string;
  readonly dryRun?: boolean;
}

/** `baton profile import FILE`: reads a command line, a script, libvirt XML, a quickemu file or our own JSON, and saves it. */
export async function profileImport(
  { api }: Agent,
  output: Output,
  { file, name, dryRun }: ImportFlags,
): Promise<void> {
  const read = await api.profile.readImport.mutate({ source: await readSourceFile(file) });
  const draft: ProfileDraft = name === undefined ? read.draft : profileDraftSchema.parse({ ...read.draft, name });
  const host = await api.profile.check.query({ draft, id: null });
  const saved = dryRun ? null : await api.profile.create.mutate(draft);
  const report = {
    profile: saved ?? draft,
    kept: read.parts.flatMap(({ became }) => (became.kind === 'kept' ? [became.argv] : [])),
    lost: read.parts.flatMap(({ text, line, became }) =>
      became.kind === 'lost' ? [{ text, line, code: became.note.code, words: importNoteWords(became.note) }] : [],
    ),
    findings: [...read.findings.map(noteFinding), ...host.map(hostFinding)],
  };
  show(output, report, () => [
    `${importFormatWords(read.format)}: ${read.parts.length} parts read.`,
    ...read.findings.map((note) => `Found${lineOf(note)}: ${importNoteWords(note)}`),
    ...report.kept.map((argv) => `Kept as it is: ${argv.join(' ')}`),
    ...lostLines(read),
    ...host.map(hostLine),
    ...(saved ? ['', ...profileLines(saved)] : ['Nothing was saved.']),
  ]);
}

/** `baton profile create [FILE]`: from JSON, from a template, or both: what the file says goes before the template. */
export async function profileCreate(
  { api }: Agent,
  output: Output,
  ask: { readonly file?: string; readonly template?: string; readonly name?: string },
): Promise<void> {
  const base = ask.template === undefined ? {} : await templateDraft({ api }, ask.template);
  const own = ask.file === undefined ? {} : parseJson(await readSourceFile(ask.file));
  const draft = { ...base, ...own, ...(ask.name !== undefined && { name: ask.name }) };
  const parsed = profileDraftSchema.safeParse(draft);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return fail('request.invalid', { issues });
  }
  show(output, await api.profile.create.mutate(parsed.data), profileLines);
}

async function templateDraft({ api }: Pick<Agent, 'api'>, id: string): Promise<ProfileDraft> {
  const templates = await api.profile.templates.query();
  const found = templates.find((template) => template.id === id);
  const known = templates.map((template) => template.id).join(', ');
  return found?.draft ?? fail('request.invalid', { issues: [{ path: 'template', message: `Use one of ${known}.` }] });
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Told below.
  }
  return fail('request.invalid', {
    issues: [{ path: '', message: 'The file is no JSON object with a profile in it.' }],
  });
}

function noteFinding(note: ImportNote) {
  const { code, line, field = null } = note;
  return { from: 'source' as const, code, line, field, words: importNoteWords(note) };
}

type Told = Pick<FindingView, 'field' | 'severity' | 'problem'> & { readonly fix?: { readonly label: FixLabel } };

function hostFinding({ field, severity, problem }: Told) {
  return { from: 'host' as const, code: problem.code, severity, field, words: describeLine(problem) };
}

function hostLine({ field, severity, problem, fix }: Told): string {
  const offer = fix ? ` (${fixWords(fix.label)})` : '';
  return `${severity === 'error' ? 'Wrong' : 'Note'} at ${field}: ${describeLine(problem)}${offer}`;
}

function lostLines({ parts }: ImportResult): string[] {
  return parts.flatMap(({ text, became }) =>
    became.kind === 'lost' ? [`Lost${lineOf(became.note)}: ${text}`, `  ${importNoteWords(became.note)}`] : [],
  );
}

function lineOf({ line }: ImportNote): string {
  return line === null ? '' : ` in line ${line}`;
}
