import type { MonitorCommandView } from '@baton/api/live/monitor';

export interface MonitorCommand {
  readonly execute: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/**
 * What somebody typed: a command's name, then its arguments as JSON or as `name=value`. A value that is JSON is read as JSON,
 * any other as text. A whole QMP object is taken as well.
 */
export function readMonitorCommand(typed: string): MonitorCommand | { readonly error: string } {
  const line = typed.trim();
  if (line.startsWith('{')) return readObject(line);
  const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
  if (!/^[a-z][a-z0-9_-]{0,63}$/i.test(name)) return { error: 'Begin with the name of a command, as query-status.' };
  if (rest === '') return { execute: name };
  if (rest.startsWith('{')) {
    const given = jsonOf(rest);
    return isRecord(given) ? { execute: name, arguments: given } : { error: 'The arguments are no JSON object.' };
  }
  const given: Record<string, unknown> = {};
  for (const word of rest.split(/\s+/)) {
    const at = word.indexOf('=');
    if (at < 1) return { error: `Write ${word} as name=value, or all arguments as one JSON object.` };
    const value = word.slice(at + 1);
    given[word.slice(0, at)] = jsonOf(value) ?? value;
  }
  return { execute: name, arguments: given };
}

function readObject(text: string): MonitorCommand | { readonly error: string } {
  const whole = jsonOf(text);
  if (!isRecord(whole) || typeof whole.execute !== 'string') {
    return { error: 'The object needs "execute" with the name of a command.' };
  }
  return { execute: whole.execute, ...(isRecord(whole.arguments) && { arguments: whole.arguments }) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How a completion stands in the list of suggestions: what is typed, then what is meant. */
export interface Completion {
  readonly text: string;
  readonly words: string;
}

const SHOWN_MAX = 8;

/** What could come next: names of commands, then of the arguments that are not there yet. */
export function completionsOf(typed: string, commands: readonly MonitorCommandView[]): readonly Completion[] {
  const line = typed.trimStart();
  if (line === '' || line.startsWith('{')) return [];
  const name = line.split(/\s/, 1)[0] ?? '';
  if (!/\s/.test(line)) {
    const begins = commands.filter((known) => known.name.startsWith(line));
    const within = commands.filter((known) => !known.name.startsWith(line) && known.name.includes(line));
    return [...begins, ...within]
      .filter((known) => known.name !== line)
      .slice(0, SHOWN_MAX)
      .map((known) => ({ text: known.arguments.length > 0 ? `${known.name} ` : known.name, words: known.name }));
  }
  const begun = /(\S*)$/.exec(line)?.[1] ?? '';
  if (begun.includes('=') || line.includes('{')) return [];
  const before = line.slice(0, line.length - begun.length);
  const command = commands.find((known) => known.name === name);
  return (command?.arguments ?? [])
    .filter((argument) => argument.name.startsWith(begun) && !before.includes(` ${argument.name}=`))
    .slice(0, SHOWN_MAX)
    .map((argument) => ({
      text: `${before}${argument.name}=`,
      words: `${argument.name}: ${argument.type}${argument.optional ? ', optional' : ''}`,
    }));
}
