import { readQemu } from './qemu/read';
import type { ReadSource } from './read-source';
import type { SourceText } from './source';

/**
 * A command line with one word on each line and no quotes, as Baton exports it for other programs. null = it is none. The first line
 * is the binary alone; a shell would have run it without arguments.
 */
export function readWordList(source: SourceText, standIn: string): ReadSource | null {
  const lines = source.text.replace(/\n$/, '').split('\n');
  const [binary = '', option = ''] = lines;
  // In a shell's script the first line would go on with a backslash, and the second would have a value.
  if (!/^\S*(qemu-system-x86_64|qemu-kvm)$/.test(binary) || !/^-[a-z][\w-]*$/.test(option)) return null;
  const words = lines.slice(1).map((text, at) => ({ text, line: at + 2, unset: [], shell: false, unreached: false }));
  return { format: 'command', ...readQemu(words, { folder: null, standIn, audioDriver: null }) };
}
