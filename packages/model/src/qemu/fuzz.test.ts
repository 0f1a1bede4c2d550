import { describe, expect, it } from 'vitest';
import { type ProfileDefinition, profileDefinitionSchema } from '../profile/definition';
import { generateProfile } from '../profile/testing/generate';
import { seededRandom } from '../profile/testing/random';
import { qemuArgv } from './compile';
import type { Json } from './option-text';
import { CARD, FACTS } from './testing/compiling';

/** What people, and those who mean harm, write where text is free. Every one is a path, or the end of a line of text. */
const HOSTILE = [
  '/srv/a,readonly=off,file=/etc/shadow',
  '/srv/"},{"driver":"file","filename":"/etc/shadow',
  "/srv/it's $(reboot) `reboot` $IFS",
  '/srv/ -daemonize -qmp tcp:0.0.0.0:4444',
  '/srv/\\,\\"=%n%s',
  '/srv/лекция 名前 🖥',
  '/srv/---',
];

/** The same profile with `text` in each field that takes any text of a person. */
function withText(profile: ProfileDefinition, text: string): ProfileDefinition {
  const line = text.slice(0, 60);
  const { machine, gpu, disks, cdroms } = profile;
  const smbios = { manufacturer: line, product: line, version: line, serial: line, sku: line, family: line };
  return profileDefinitionSchema.parse({
    ...profile,
    notes: text,
    machine: { ...machine, smbios },
    gpu: { ...gpu, romFile: gpu.romFile && text },
    disks: disks.map((disk) =>
      disk.source.kind === 'file' ? { ...disk, source: { ...disk.source, path: text } } : disk,
    ),
    cdroms: cdroms.map(({ iso }) => ({ iso: iso && text })),
    extraArguments: [],
  });
}

/** What stands in JSON of a command line, with the values that are text taken out. */
function shapeOf(value: unknown): unknown {
  if (typeof value === 'string') return 'text';
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]));
}

const optionsIn = (argv: readonly string[]) => argv.filter((word) => /^-[a-z]/.test(word));
const jsonIn = (argv: readonly string[]) =>
  argv.filter((word) => word.startsWith('{')).map((word) => JSON.parse(word) as Json);

/** Every file that a block node, an object or a ROM names. */
function filesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(filesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    /^(filename|romfile|mem-path|evdev)$/.test(key) && typeof each === 'string' && each !== '' ? [each] : filesIn(each),
  );
}

describe('ten thousand generated profiles', () => {
  it('compile, and no text of theirs becomes an option, a key, or another file', () => {
    const random = seededRandom(31);
    for (let n = 0; n < 10_000; n++) {
      const profile = generateProfile(random);
      const text = HOSTILE[n % HOSTILE.length] ?? '';
      const plain = qemuArgv(withText(profile, '/srv/plain'), CARD, FACTS);
      const argv = qemuArgv(withText(profile, text), CARD, FACTS);
      const told = `profile ${n} of seed 31`;
      expect(argv.length, told).toBe(plain.length);
      expect(optionsIn(argv), told).toEqual(optionsIn(plain));
      expect(jsonIn(argv).map(shapeOf), told).toEqual(jsonIn(plain).map(shapeOf));
      const others = jsonIn(plain)
        .flatMap(filesIn)
        .filter((file) => file !== '/srv/plain');
      expect(
        jsonIn(argv)
          .flatMap(filesIn)
          .filter((file) => file !== text),
        told,
      ).toEqual(others);
    }
  }, 180_000);
});
