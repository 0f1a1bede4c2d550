import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSource } from '@baton/model/import/read';
import { pciAddress } from '@baton/model/pci/address';
import {
  PROFILE_SCHEMA_VERSION,
  type ProfileDefinition,
  profileDefinitionSchema,
} from '@baton/model/profile/definition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LinuxQemuInstallation } from '../../src/adapters/linux/qemu-installation';
import { factsIn, fareOf, makeDisk } from './compiled-machine';

const CORPUS = join(import.meta.dirname, '../../../model/src/import/testing');
const hasQemu = spawnSync('qemu-system-x86_64', ['--version']).status === 0;
const GPU = { kind: 'stand-in', address: pciAddress('0000:01:00.0') } as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bi-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The imported profile with this host in place of the author's: its files are empty ones, and what it lacks is stood in for. */
async function onThisHost(source: string): Promise<ProfileDefinition> {
  const { draft } = readSource(source, { newName: (wanted) => wanted, folder });
  const disks = await Promise.all(
    draft.disks.map(async (disk, n) => {
      const format = disk.source.kind === 'file' ? disk.source.format : 'raw';
      const path = join(folder, `disk${n}-${format}`);
      await makeDisk(path, format);
      return { ...disk, source: { kind: 'file', path, format } };
    }),
  );
  const iso = join(folder, 'empty.iso');
  await makeDisk(iso, 'raw');
  return profileDefinitionSchema.parse({
    ...draft,
    schemaVersion: PROFILE_SCHEMA_VERSION,
    uuid: '6f0c1a0e-1d4e-4f0e-9d0e-6f0c1a0e1d4e',
    // The pinning, the sound and the topology stay as they were imported; the memory is not there.
    memory: { ...draft.memory, sizeMiB: 128, hugepages: null },
    machine: { ...draft.machine, type: null, tpm: false, firmware: { kind: 'bios' } },
    gpu: { ...draft.gpu, romFile: null },
    disks,
    cdroms: draft.cdroms.map((cdrom) => ({ iso: cdrom.iso && iso })),
    nics: draft.nics.map((nic, n) => ({
      ...nic,
      connection: { kind: 'user' },
      mac: nic.mac ?? `52:54:00:00:00:0${n}`,
    })),
    input: { ...draft.input, evdev: [] },
    usb: [],
    lookingGlass: null,
  });
}

describe.skipIf(!hasQemu)(hasQemu ? 'what was imported' : 'what was imported (skipped: no QEMU is installed)', () => {
  it.each(['guide.sh', 'modern.sh', 'plain.sh'])(
    'from %s is started by a real QEMU, all of its devices realized',
    async (name) => {
      const installation = new LinuxQemuInstallation({
        stateDir: join(folder, 'state'),
        testImage: () => new Uint8Array(512),
      });
      const can = await installation.capabilities();
      if (!can) throw new Error('QEMU is gone.');
      const profile = await onThisHost(await readFile(join(CORPUS, name), 'utf8'));
      const facts = await factsIn(join(folder, name.replace('.sh', '')), can);
      expect(await fareOf(profile, profile.gpu.wanted ? GPU : null, facts)).toMatchObject({
        status: 'prelaunch',
        missing: [],
      });
    },
  );
});
