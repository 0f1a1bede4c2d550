import { libvirtDomain } from '@baton/model/export/libvirt/domain';
import { exportContext } from '@baton/model/export/testing/context';
import { sayableInADomain } from '@baton/model/export/testing/not-in-a-domain';
import { readLibvirt } from '@baton/model/import/libvirt/read';
import { profileDefinitionSchema } from '@baton/model/profile/definition';
import { templates } from '@baton/model/profile/templates';
import { generateProfile } from '@baton/model/profile/testing/generate';
import { seededRandom } from '@baton/model/profile/testing/random';
import { QEMU_7_2 } from '@baton/model/qemu/testing/capabilities';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingForLibvirt, PrivateLibvirt } from './private-libvirt';

const missing = missingForLibvirt();
const PROFILES = 30;
const TEMPLATES = templates({
  cpus: 8,
  memoryMiB: 32768,
  can: QEMU_7_2,
  firmware: [
    { flash: '4M', secureBoot: false },
    { flash: '4M', secureBoot: true },
  ],
  tpm: true,
  hasGpu: true,
  virtioWinIso: '/srv/virtio-win.iso',
});

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

  it.each(TEMPLATES.map((template) => [template.id, template] as const))(
    'takes the template %s, and gives it back as it was',
    async (id, { draft }) => {
      const disks = draft.disks.map((disk) => ({
        ...disk,
        source: { kind: 'file', path: '/a.qcow2', format: 'qcow2' },
      }));
      const nics = draft.nics.map((nic) => ({ ...nic, mac: '52:54:00:12:34:56' }));
      const uuid = '22dcd615-4226-4308-876f-ee4543c036f4';
      const profile = profileDefinitionSchema.parse({ ...draft, schemaVersion: 2, uuid, disks, nics, name: id });
      const dumped = await throughLibvirt(id, libvirtDomain(profile, exportContext(profile)));
      expect(readLibvirt(dumped).draft).toEqual(sayableInADomain(profile));
    },
  );

  it('starts a machine without a GPU', async () => {
    const profile = profileDefinitionSchema.parse({
      schemaVersion: 2,
      uuid: '22dcd615-4226-4308-876f-ee4543c036f5',
      name: 'plain one',
      memory: { sizeMiB: 64 },
      cpu: { cores: 2, hyperv: { preset: 'minimal' }, pinning: { vcpus: [[0], [0]] } },
      machine: { watchdog: 'reset', smbios: { manufacturer: "O'Neil & <sons>", product: 'A, B' } as never },
      nics: [
        { mac: '52:54:00:12:34:57', connection: { kind: 'user', forwards: [{ hostPort: 47811, guestPort: 22 }] } },
      ],
      display: { card: 'virtio' },
      extraArguments: ['-msg', 'timestamp=on'],
    });
    const file = libvirt.write('plain.xml', libvirtDomain(profile, exportContext(profile)));
    const said = [];
    for (const words of [
      ['define', file],
      ['start', '--paused', profile.name],
      ['domstate', profile.name],
    ]) {
      said.push((await libvirt.virsh(...words)).said.trim());
    }
    await libvirt.virsh('destroy', profile.name);
    await libvirt.virsh('undefine', profile.name);
    expect(said[2]).toBe('paused');
  });
});
