import { libvirtDomain } from '@baton/model/export/libvirt/domain';
import { generateProfile } from '@baton/model/profile/testing/generate';
import { seededRandom } from '@baton/model/profile/testing/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportContext } from './export-context';
import { missingForLibvirt, PrivateLibvirt } from './private-libvirt';

const missing = missingForLibvirt();
const PROFILES = 200;

describe.skipIf(missing)(missing ? `libvirt (skipped: ${missing} is not installed)` : 'libvirt', () => {
  let libvirt: PrivateLibvirt;

  beforeAll(async () => {
    libvirt = new PrivateLibvirt();
    await libvirt.start();
  });
  afterAll(() => libvirt?.stop());

  it.each(Array.from({ length: PROFILES }, (_, n) => n))('defines a generated profile (seed %i)', async (seed) => {
    const profile = generateProfile(seededRandom(seed));
    const xml = libvirtDomain(profile, exportContext(profile));
    const file = libvirt.write(`${seed}.xml`, xml);
    const valid = await libvirt.validate(file);
    const defined = await libvirt.virsh('define', file);
    expect({ valid: valid.ok ? '' : valid.said, defined: defined.ok ? '' : defined.said }).toEqual({
      valid: '',
      defined: '',
    });
    const dumped = await libvirt.virsh('dumpxml', profile.name);
    expect(dumped.ok).toBe(true);
    await libvirt.virsh('undefine', '--nvram', profile.name);
  });
});
