import { note } from '../qemu/intake';
import { fittingName } from '../qemu/read';
import type { ReadSource } from '../read-source';
import type { ImportedPart } from '../result';
import type { ShellCommand } from '../shell/script';
import { readScript } from '../shell/script';
import type { Variables } from '../shell/variables';
import type { SourceText } from '../source';
import { draftOfConf, emptyConf } from './draft';
import { SETTINGS, type Setting } from './settings';

export function isQuickemu(text: string): boolean {
  return /^[ \t]*guest_os=/m.test(text) && !/qemu-system-/.test(text);
}

/** A quickemu `.conf`. It is shell, and only its assignments are read: nothing in it runs. */
export function readQuickemu(source: SourceText, standIn: string): ReadSource {
  const draft = emptyConf(standIn);
  const { commands, variables } = readScript(source);
  const parts = commands.flatMap((command): ImportedPart[] => {
    const line = source.lineAt(command.start);
    const settings = settingsOf(command, variables).map((setting) => ({ ...setting, line, text: command.text }));
    if (settings.length === 0) return [lost('lost-shell', { text: command.text, line })];
    const own = settings.map((setting): ImportedPart => {
      const [value] = setting.values;
      // A value that only a shell could tell is no value.
      if (value === undefined) return lost('lost-shell', setting);
      const read = value !== '' && Object.hasOwn(SETTINGS, setting.name) ? SETTINGS[setting.name] : undefined;
      const fields = read?.(draft, setting, value) ?? [];
      if (fields.length === 0) return lost('lost-unsupported', setting);
      return { text: setting.text, line, became: { kind: 'field', fields } };
    });
    return [...own, ...draft.lost.splice(0)];
  });
  const named = { ...draft, name: fittingName(draft.name || draft.guest) };
  // On a bridge there are no forwards, so nothing is opened.
  const findings = draft.findings.filter(({ code }) => draft.bridge === null || code !== 'open-port');
  return { format: 'quickemu', draft: draftOfConf(named), parts, findings };
}

/** `name=value` and `name=(one two)`; none = it is a command. */
function settingsOf(
  { words, assignments, text }: ShellCommand,
  variables: Variables,
): Pick<Setting, 'name' | 'values'>[] {
  if (words.length > 0) return [];
  const array = /^(\w+)\+?=\(/.exec(text)?.[1];
  const listed = array ? variables.arrayOf(array).filter(({ shell }) => !shell) : [];
  return [
    ...assignments.map(({ name, value, shell }) => ({ name, values: shell ? [] : [value] })),
    ...(array ? [{ name: array, values: listed.map((word) => word.text) }] : []),
  ];
}

function lost(code: 'lost-shell' | 'lost-unsupported', { text, line }: { text: string; line: number }): ImportedPart {
  return { text, line, became: { kind: 'lost', note: note(code, { text }, line) } };
}
