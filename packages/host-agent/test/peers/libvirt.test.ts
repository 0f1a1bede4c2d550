import { libvirtDomain } from '@baton/model/export/libvirt/domain';
import { exportContext } from '@baton/model/export/testing/context';
import { sayableInADomain } from '@baton/model/export/testing/not-in-a-domain';
import { readLibvirt } from '@baton/model/import/libvirt/read';
import { generateProfile } from '@baton/model/profile/testing/generate';
import { seededRandom } from '@baton/model/profile/testing/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingForLibvirt, PrivateLibvirt } from './private-libvirt';

const missing = missingForLibvirt();
const PROFILES = 100;

describe.skipIf(missing)(missing ? `libvirt (skipped: ${missing} is not installed)` : 'libvirt', () => {
  let libvirt: PrivateLibvirt;

  beforeAll(async () => {
    libvirt = new PrivateLibvirt();
    await libvirt.start();
  });
  afterAll(() => libvirt?.stop());

  /** Defines it, and gives back what libvirt made of it. */
  async function throughLibvirt(name: string, xml: string): Promise<string> {
    const file = libvirt.write('domain.xml', xml);
    const valid = await libvirt.validate(file);
    const defined = await libvirt.virsh('define', file);
    expect([valid, defined].map(({ ok, said }) => (ok ? '' : said))).toEqual(['', '']);
    const dumped = await libvirt.virsh('dumpxml', name);
    const undefined_ = await libvirt.virsh('undefine', '--nvram', '--tpm', name);
    expect([dumped.ok, undefined_.ok ? '' : undefined_.said]).toEqual([true, '']);
    return dumped.said;
  }

  it.each(Array.from({ length: PROFILES }, (_, seed) => seed))(
    'takes a generated profile, and gives it back as it was (seed %i)',
    async (seed) => {
      const profile = generateProfile(seededRandom(seed));
      const dumped = await throughLibvirt(profile.name, libvirtDomain(profile, exportContext(profile)));
      const { draft } = readLibvirt(dumped);
      const wanted = sayableInADomain(profile);
      // libvirt boots from the first disk where no order is given.
      expect(draft).toEqual(wanted.boot.length > 0 ? wanted : { ...wanted, boot: draft.boot });
    },
  );
});
