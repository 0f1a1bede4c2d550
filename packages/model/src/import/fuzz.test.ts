import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../problem';
import type { ProfileDraft } from '../profile/definition';
import { seededRandom } from '../profile/testing/random';
import { extraArgumentFindings } from '../qemu/extra-arguments';
import { importNoteWords } from '../words/import-notes';
import type { ImportResult } from './result';
import { mutated } from './testing/mutate';
import { read } from './testing/read';

const scripts = ['guide.sh', 'modern.sh', 'desktop.conf', 'plain.sh'].map((name) =>
  readFileSync(new URL(`./testing/${name}`, import.meta.url), 'utf8'),
);
const FOLDER = '/stand-in';

function readOrRefused(source: string): ImportResult | null {
  try {
    return read(source, FOLDER);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'import.refused') return null;
    throw new Error(`crashed on ${JSON.stringify(source)}`, { cause: error });
  }
}

/** What is left of a text when the shell's marks are taken off: a word of the source is a stretch of it. */
const plain = (text: string): string => text.replace(/\\\n|\$[@*]|[\\'"{}\s\uFEFF\u00A0]/g, '').replaceAll(',,', ',');

/** The words stand in the source, or are put together from stretches of it by variables that the source sets. */
function standsIn(source: string, word: string): boolean {
  const [bare, wanted] = [plain(source), plain(word)];
  if (bare.includes(wanted)) return true;
  const set = [...source.matchAll(/\w\+?=([^\s]+)/g), ...source.matchAll(/\$\{\w+:?[-=]([^}\s]+)\}/g)];
  const values = set.map((match) => plain(match[1] ?? '')).filter((value) => value !== '' && wanted.includes(value));
  return values.some((value) => wanted.split(value).every((piece) => bare.includes(piece)));
}

function pathsOf({ disks, cdroms, gpu }: ProfileDraft): string[] {
  const files = disks.flatMap(({ source }) => (source.kind === 'new' ? [] : [source.path]));
  return [...files, ...cdroms.map(({ iso }) => iso), gpu.romFile].filter((path) => path !== null);
}

describe('ten thousand damaged scripts', () => {
  it('are read or refused; nothing is injected, and every word that is kept stood in the source', () => {
    const random = seededRandom(4);
    const wrong: object[] = [];
    let readOnes = 0;
    let keptOnes = 0;
    for (let n = 0; n < 10_000; n++) {
      const source = mutated(random, scripts);
      const result = readOrRefused(source);
      if (!result) continue;
      readOnes++;
      const { draft, parts, findings } = result;
      const kept = parts.flatMap(({ became }) => (became.kind === 'kept' ? became.argv : []));
      if (kept.length > 0) keptOnes++;
      const strange = kept.filter((word) => !standsIn(source, word));
      const invented = pathsOf(draft).filter((path) => !standsIn(source, path.replace(`${FOLDER}/`, '')));
      const fighting = extraArgumentFindings(draft.extraArguments).map(({ problem }) => problem);
      const wordless = findings.filter((note) => importNoteWords(note) === '');
      const same = draft.extraArguments.join('\0') === kept.join('\0');
      if (strange.length + invented.length + fighting.length + wordless.length > 0 || !same) {
        wrong.push({ source, strange, invented, fighting, wordless, extra: draft.extraArguments, kept });
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    // The accidents are small enough that most are still machines, and some keep arguments.
    expect(readOnes).toBeGreaterThan(5000);
    expect(keptOnes).toBeGreaterThan(300);
  }, 180_000);
});
