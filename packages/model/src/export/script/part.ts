import type { ProfileDefinition } from '../../profile/definition';
import type { ExportContext, Standalone } from '../context';

/** What a part of the script is written from. */
export interface Scripting {
  readonly profile: ProfileDefinition;
  readonly context: ExportContext;
  readonly alone: Standalone;
}

/** One concern of the script: what it defines, asks, does before the start, and undoes afterwards. Lines of bash. */
export interface ScriptPart {
  /** Functions and settings. */
  readonly defines?: readonly string[];
  /** Looks that change nothing; any of them may end the script. */
  readonly checks?: readonly string[];
  readonly before?: readonly string[];
  /** Once QEMU runs as process $qemu_pid. */
  readonly running?: readonly string[];
  /** Undone in the reverse order of the parts, also when `before` got only half way: it must bear that. */
  readonly after?: readonly string[];
  /** Only root may do it. */
  readonly root?: boolean;
}

export type WriteScriptPart = (scripting: Scripting) => ScriptPart;

const NOTHING: ScriptPart = {};
export const nothing = (): ScriptPart => NOTHING;

/** Lines of a text without the indentation that they share. */
export function bash(text: string): string[] {
  const lines = text.replace(/^\n/, '').replace(/\s*$/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(shared).trimEnd());
}

const WIDTH = 100;

/** Comment lines of bounded width. Line breaks in the text end comments nowhere. */
export function comment(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    if (line !== '' && line.length + word.length >= WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${indent}# ${one}`.trimEnd());
}
