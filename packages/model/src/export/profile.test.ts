import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readDefinition } from '../profile/migrate';
import { generateProfile } from '../profile/testing/generate';
import { seededRandom } from '../profile/testing/random';
import { standalone } from './context';
import { EXPORT_FORMATS } from './formats';
import { exportProfile } from './profile';
import { exportContext } from './testing/context';

const profiles = Array.from({ length: 100 }, (_, seed) => generateProfile(seededRandom(seed)));

describe('a profile that leaves', () => {
  it.each(EXPORT_FORMATS)('as %s ends with a line break and says nothing of undefined things', (format) => {
    for (const profile of profiles) {
      const text = exportProfile(profile, format, exportContext(profile));
      expect(text).toMatch(/\n$/);
      expect(text).not.toMatch(/\bundefined\b|\[object|\bNaN\b/);
    }
  });

  it('as JSON comes back as it was', () => {
    for (const profile of profiles) {
      const text = exportProfile(profile, 'json', exportContext(profile));
      expect(readDefinition(JSON.parse(text))).toEqual(profile);
    }
  });

  it('as argv is the same command once a shell has read it', () => {
    for (const profile of profiles.slice(0, 20)) {
      const context = exportContext(profile, { binary: 'qemu' });
      const command = exportProfile(profile, 'argv', context);
      const script = `qemu() { printf '%s\\0' "$@"; }\n${command}`;
      const words = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
      expect(words).toEqual(standalone(profile, context).arguments.flatMap((argument) => argument.words));
    }
  });
});
