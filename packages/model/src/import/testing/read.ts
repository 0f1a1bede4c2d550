import type { ProfileDraft } from '../../profile/definition';
import { readSource } from '../read';
import type { ImportedPart, ImportNote, ImportResult } from '../result';

/** Reads a source where every name is free. */
export function read(source: string, folder?: string): ImportResult {
  return readSource(source, { newName: (wanted) => wanted, folder });
}

/** The draft of one command line. */
export function draftFrom(argumentsOfQemu: string): ProfileDraft {
  return read(`qemu-system-x86_64 -machine q35 ${argumentsOfQemu}`).draft;
}

/** What became of a part, in one word or two: `disks.0`, `kept`, `lost-unsafe listens`. */
export function becameOf({ became }: ImportedPart): string {
  if (became.kind === 'field') return became.fields.join(' ');
  if (became.kind === 'kept') return 'kept';
  const { code, facts } = became.note;
  return 'because' in facts ? `${code} ${facts.because}` : code;
}

/** What became of the arguments of one command line, by their text. */
export function endsOf(argumentsOfQemu: string): Record<string, string> {
  const { parts } = read(`qemu-system-x86_64 -machine q35 ${argumentsOfQemu}`);
  return Object.fromEntries(parts.slice(1).map((part) => [part.text, becameOf(part)]));
}

export const codesOf = (notes: readonly ImportNote[]): string[] => notes.map(({ code }) => code);
