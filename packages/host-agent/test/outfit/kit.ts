import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostHardware as Hardware } from '@baton/model/host/hardware';
import { ProblemError } from '@baton/model/problem';
import { type ProfileDefinition, profileDefinitionSchema } from '@baton/model/profile/definition';
import type { z } from 'zod';
import { systemClock } from '../../src/adapters/linux/clock';
import { createSimulatedLaptop, type SimulatedLaptop } from '../../src/adapters/simulated/laptop/laptop';
import { createOutfitter, type OutfitterDeps } from '../../src/machines/outfit/outfitter';
import type { OutfitOrder, Outfitter } from '../../src/ports/outfit';
import type { OutfitMeans } from '../../src/ports/outfit-means';
import { temporaryFolder } from '../temporary';
import { PracticeHost } from './practice-means';

type Sections = Partial<z.input<typeof profileDefinitionSchema>>;

/** A profile with these sections, and defaults for the rest. */
export function profile(sections: Sections = {}): ProfileDefinition {
  return profileDefinitionSchema.parse({
    schemaVersion: 2,
    uuid: '4dbe2f59-2d0d-4f0e-9b3c-6f0f6ad3b9f1',
    name: 'outfitted',
    memory: { sizeMiB: 64 },
    ...sections,
  });
}

export const nic = (connection: unknown, last = '01') => ({ connection, mac: `52:54:00:00:00:${last}` }) as never;

/** A host that has nothing to lend but what is given. */
export function hardwareWith(parts: Partial<Hardware> = {}): Hardware {
  const cpu = { vendor: 'other', model: '', threads: [] } as const;
  const nothing = { hugepages: [], usb: [], pci: [], evdev: [], bridges: [], blockDevices: [], firmware: [] };
  return { cpu, ...nothing, tpm: false, passt: false, nat: false, kvmfrMiB: null, ...parts };
}

export interface Kit {
  readonly laptop: SimulatedLaptop;
  readonly deps: OutfitterDeps;
  /** Another one on the same host: an agent that was started again. */
  readonly again: () => Outfitter;
  readonly outfitter: Outfitter;
  order(sections?: Sections, machineId?: string): Promise<OutfitOrder>;
}

export async function kit(
  means: OutfitMeans,
  more: Partial<Omit<OutfitterDeps, 'means'>> & { readonly hardwareFound?: Partial<Hardware> } = {},
): Promise<Kit> {
  const root = await temporaryFolder();
  const laptop = createSimulatedLaptop({
    file: join(root, 'laptop.json'),
    scenario: 'optimus',
    clock: systemClock,
    pace: 'none',
  });
  const { hardwareFound, ...changed } = more;
  const deps: OutfitterDeps = {
    means,
    inventory: { hardware: async () => hardwareWith(hardwareFound) },
    hardware: laptop,
    clock: systemClock,
    vfio: false,
    sharedFolder: join(root, 'shared'),
    vmUid: null,
    ...changed,
  };
  const again = () => createOutfitter(deps);
  return {
    laptop,
    deps,
    again,
    outfitter: again(),
    async order(sections, machineId = 'abcdefghijkl') {
      const folder = join(root, machineId);
      const runDir = join(folder, 'run');
      await mkdir(runDir, { recursive: true });
      return {
        machineId,
        definition: profile(sections),
        folder,
        runDir,
        logFile: join(folder, 'qemu.log'),
        withGpu: false,
      };
    },
  };
}

export async function practiceHost(): Promise<{ readonly practice: PracticeHost; readonly means: OutfitMeans }> {
  const practice = new PracticeHost(await temporaryFolder());
  return { practice, means: practice.means() };
}

/** What the work failed with; null = it did not. */
export function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof ProblemError ? error.problem : error),
  );
}
