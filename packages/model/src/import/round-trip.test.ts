import { describe, expect, it } from 'vitest';
import { draftOf, type ProfileDefinition } from '../profile/definition';
import { generateProfile } from '../profile/testing/generate';
import { seededRandom } from '../profile/testing/random';
import { qemuArgv } from '../qemu/compile';
import { readSource } from './read';
import { CARD, factsFor } from './testing/machine';
import { asOnACommandLine, NOT_ON_A_COMMAND_LINE } from './testing/not-on-a-command-line';

const context = { newName: (wanted: string) => wanted };
const quoted = (words: readonly string[]): string =>
  words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
const argvOf = (profile: ProfileDefinition) => qemuArgv(profile, profile.gpu.wanted ? CARD : null, factsFor(profile));

function profiles(count: number): ProfileDefinition[] {
  const random = seededRandom(20);
  return Array.from({ length: count }, () => generateProfile(random));
}

describe('a profile that went out as a command line', () => {
  it('comes back as it was, in everything that a command line can say', () => {
    for (const [n, profile] of profiles(300).entries()) {
      const { draft, format } = readSource(`qemu-system-x86_64 ${quoted(argvOf(profile))}`, context);
      expect({ n, draft }).toEqual({ n, draft: asOnACommandLine(draftOf(profile)) });
      expect(format).toBe('command');
    }
  });

  it('loses nothing on the way but what Baton adds itself, and keeps only what a person added', () => {
    for (const profile of profiles(100)) {
      const { parts } = readSource(`qemu-system-x86_64 ${quoted(argvOf(profile))}`, context);
      const lost = parts.flatMap(({ text, became }) =>
        became.kind === 'lost' && became.note.code !== 'lost-not-needed' ? [text] : [],
      );
      expect(lost).toEqual([]);
      expect(parts.flatMap(({ became }) => (became.kind === 'kept' ? became.argv : []))).toEqual(
        profile.extraArguments,
      );
    }
  });

  it('comes back the same from the list of its words, one a line', () => {
    for (const profile of profiles(50)) {
      const argv = argvOf(profile);
      if (argv.some((word) => word.includes('\n'))) continue;
      const { draft } = readSource(['qemu-system-x86_64', ...argv, ''].join('\n'), context);
      expect(draft).toEqual(asOnACommandLine(draftOf(profile)));
    }
  });

  it.each(NOT_ON_A_COMMAND_LINE)(
    'would come back the same without a rule for $field, were it not so: $why',
    ({ read }) => {
      const drafts = profiles(100).map(draftOf);
      expect(drafts.some((draft) => JSON.stringify(read(draft)) !== JSON.stringify(draft))).toBe(true);
    },
  );
});
