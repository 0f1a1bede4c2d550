import { note } from './qemu/intake';
import type { ArgvWord } from './qemu/options';
import { readQemu } from './qemu/read';
import type { ReadSource } from './read-source';
import type { ImportedPart, ImportNote } from './result';
import { findQemu, type QemuCommand } from './shell/find-qemu';
import { isHostSetup, writesNewId, writesRemoveId } from './shell/host-setup';
import { readScript, type Script, type ShellCommand } from './shell/script';
import type { Expanded } from './shell/variables';
import { type SourceText, shown } from './source';

/** A script or a command line: QEMU's arguments, and what the script does around them. */
export function readShell(source: SourceText, standIn: string): ReadSource {
  const script = readScript(source);
  const qemu = findQemu(script);
  const lineOf = ({ start }: { start: number }): number => source.lineAt(start);
  const reached = qemu.words.map((word) => argvWord(word, lineOf(word), false));
  const unreached = qemu.unreached.flatMap(({ words }) => words.map((word) => argvWord(word, lineOf(word), true)));
  const audio = audioVariable(script, lineOf);
  const around = { folder: startFolder(script, qemu), standIn, audioDriver: audio?.facts.value ?? null };
  const read = readQemu([...reached, ...unreached], around);
  const others = script.commands.filter((command) => command !== qemu.command && !qemu.unreached.includes(command));
  const surroundings = others.flatMap((command) => partOf(command, script, lineOf(command)));
  const parts = [...wrapperParts(qemu, lineOf(qemu.command)), ...surroundings, ...read.parts];
  const findings = [
    ...missingBackslash(qemu, lineOf),
    ...(audio ? [audio] : []),
    ...neverRemoves(script, lineOf),
    ...read.findings,
  ];
  return {
    format: others.length === 0 && qemu.unreached.length === 0 ? 'command' : 'script',
    draft: read.draft,
    parts: parts.sort(byLine),
    findings: findings.sort(byLine),
  };
}

type LineOf = (place: { start: number }) => number;

const byLine = (a: { line: number | null }, b: { line: number | null }): number => (a.line ?? 0) - (b.line ?? 0);

function argvWord({ text, unset, shell }: Expanded, line: number, unreached: boolean): ArgvWord {
  return { text, unset, shell, line, unreached };
}

/** The folder that relative paths begin in, where the script goes to a whole path before it starts QEMU. */
function startFolder({ commands }: Script, { command: start }: QemuCommand): string | null {
  const before = commands.slice(0, commands.indexOf(start));
  const cd = before.findLast(({ words }) => words[0]?.text === 'cd');
  return cd ? folderOf(cd) : null;
}

function folderOf({ words }: ShellCommand): string | null {
  const folder = words[1];
  if (!folder || folder.shell || folder.unset.length > 0 || !folder.text.startsWith('/')) return null;
  return folder.text.replace(/\/+$/, '');
}

/** `QEMU_AUDIO_DRV=pa`, exported or in front of the command. */
function audioVariable({ commands }: Script, lineOf: LineOf): Extract<ImportNote, { code: 'audio-variable' }> | null {
  for (const command of commands) {
    const found = command.assignments.find(({ name }) => name === 'QEMU_AUDIO_DRV');
    if (!found) continue;
    const facts = { variable: found.name, value: found.value };
    return { code: 'audio-variable', facts, line: lineOf(command), field: 'audio.backend' };
  }
  return null;
}

function missingBackslash({ unreached, words, command }: QemuCommand, lineOf: LineOf): ImportNote[] {
  const first = unreached[0];
  const last = words[words.length - 1];
  if (!first) return [];
  const texts = unreached.map(({ text }) => text);
  return [note('missing-backslash', { after: last?.text ?? command.text, unreached: texts }, lineOf(last ?? command))];
}

function neverRemoves({ commands }: Script, lineOf: LineOf): ImportNote[] {
  const writes = commands.find(writesNewId);
  return writes && !commands.some(writesRemoveId) ? [note('never-removes-id', {}, lineOf(writes))] : [];
}

/** `taskset -c 1-3` and the like in front of the binary; `sudo` and its kin only run it. */
function wrapperParts({ wrapper }: QemuCommand, line: number): ImportedPart[] {
  const words = wrapper
    .map(({ text }) => text)
    .filter((text) => !/^(sudo|doas|exec|nohup|env|command|pkexec)$/.test(text));
  if (words.length === 0) return [];
  const text = shown(words.join(' '));
  return [{ text, line, became: { kind: 'lost', note: note('lost-shell', { text }, line) } }];
}

/** What a command of the script comes to. Variables that QEMU's arguments use stand in those. */
function partOf(command: ShellCommand, { variables }: Script, line: number): ImportedPart[] {
  const { text, words, assignments, keywords } = command;
  const lost = (wanted: ImportNote): ImportedPart[] => [{ text, line, became: { kind: 'lost', note: wanted } }];
  // Where relative paths begin; they were read so.
  if (words[0]?.text === 'cd' && folderOf(command) !== null) return [];
  if (isHostSetup(command)) return lost(note('lost-host-setup', { text }, line));
  const onlySets =
    words.length === 0 ||
    (assignments.length > 0 && ['export', 'local', 'declare', 'readonly'].includes(words[0]?.text ?? ''));
  if (!onlySets) return lost(note('lost-shell', { text }, line));
  if (assignments.some(({ name }) => name === 'QEMU_AUDIO_DRV')) {
    return [{ text, line, became: { kind: 'field', fields: ['audio.backend'] } }];
  }
  const idle = assignments.filter(({ name }) => !variables.wasUsed(name));
  if (idle.length > 0 || (keywords.length > 0 && !/^[\s\w{}!]*$/.test(text))) {
    return idle.some(({ shell }) => shell) || idle.length === 0
      ? lost(note('lost-shell', { text }, line))
      : lost(note('lost-not-needed', { text, because: 'no-effect' }, line));
  }
  return [];
}
