import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivityFacts } from '@baton/model/activity/activity';
import { profileDraftSchema } from '@baton/model/profile/definition';
import { ACTOR, type House } from '../machines/house';
import { until } from '../until';

type Built = { readonly iso: string } | { readonly refused: string };

/** Made by the end-to-end tests' own script, in plain JavaScript. */
const SCRIPT = new URL('../../../../e2e/guest/build.mjs', import.meta.url).href;

/** A Linux with an agent in it, made from Debian's packages once. `refused` says why it cannot be made here. */
export async function testGuest(): Promise<Built> {
  const { buildGuest } = (await import(SCRIPT)) as { buildGuest: () => Promise<Built> };
  return buildGuest().catch((error: unknown) => ({ refused: String(error) }));
}

/** A machine that boots it, with the GPU. */
export async function guestProfile(house: House, iso: string): Promise<string> {
  const folder = join(house.stateDir, 'storage', 'isos');
  await mkdir(folder, { recursive: true });
  await copyFile(iso, join(folder, 'guest.iso'));
  const draft = profileDraftSchema.parse({
    name: 'linux',
    guest: 'linux',
    memory: { sizeMiB: 256 },
    gpu: { wanted: true },
    cdroms: [{ iso: join(folder, 'guest.iso') }],
    boot: ['cd0'],
  });
  return (await house.profiles.create(draft, ACTOR)).id;
}

/** It takes five seconds without KVM on an idle host. */
export async function guestIsUp(house: House, id: string): Promise<void> {
  await house.operation((await house.machines.start(id, { gpu: 'as-profile' }, ACTOR)).operationId);
  const present = async () => (await house.guests.view(id)).agent === 'present';
  const early = until('the guest’s agent', present).catch(() => undefined);
  await ((await early) ?? until('the guest’s agent, at last', present));
}

/** The history as it is told, kept. */
export function keptActivity() {
  const told: { readonly kind: string; readonly facts: unknown }[] = [];
  return {
    told,
    record: (kind: keyof ActivityFacts, _subject: unknown, _actor: unknown, facts: unknown = {}) => {
      told.push({ kind, facts });
    },
  };
}
