import type { GpuFacts, Home } from '@baton/model/handover/facts';
import { mainFunction } from '@baton/model/handover/facts';
import { loadedChain } from '@baton/model/handover/host-driver';
import { isPciAddress, type PciAddress } from '@baton/model/pci/address';
import { z } from 'zod';
import { readSmallFile, replaceFile } from './small-file';

const homeSchema = z.object({
  gpu: z.string().refine(isPciAddress),
  drivers: z.record(z.string(), z.string().nullable()),
  powerControl: z.record(z.string(), z.enum(['on', 'auto'])),
  d3coldAllowed: z.record(z.string(), z.boolean()),
  modules: z.array(z.string()),
});

/** Which card it is, and how it lives at home: noted each time before it leaves, so that a return restores it. */
export class HomeFile {
  #home: Home | null = null;
  #gpu: PciAddress | null = null;

  constructor(private readonly path: string) {}

  get home(): Home | null {
    return this.#home;
  }

  /** The card that was lent before, when it is known. */
  get gpu(): PciAddress | null {
    return this.#gpu;
  }

  async load(): Promise<void> {
    const text = await readSmallFile(this.path);
    const kept = homeSchema.safeParse(text === undefined ? undefined : JSON.parse(text)).data;
    if (!kept) return;
    const { gpu, ...home } = kept;
    this.#gpu = gpu as PciAddress;
    this.#home = home as Home;
  }

  /** Call while the host has the card. */
  async note(facts: GpuFacts): Promise<void> {
    const home = homeOf(facts, this.#home);
    await replaceFile(this.path, JSON.stringify({ gpu: facts.address, ...home }));
    this.#gpu = facts.address;
    this.#home = home;
  }
}

/** A companion that is off the bus now keeps what is known of it: a repair may bring it back. */
function homeOf(facts: GpuFacts, before: Home | null): Home {
  const all = [...facts.functions, ...(facts.port ? [facts.port] : [])];
  const driver = mainFunction(facts)?.driver;
  return {
    drivers: { ...before?.drivers, ...Object.fromEntries(facts.functions.map((fn) => [fn.address, fn.driver])) },
    powerControl: Object.fromEntries(all.flatMap((fn) => (fn.powerControl ? [[fn.address, fn.powerControl]] : []))),
    d3coldAllowed: Object.fromEntries(
      all.flatMap((fn) => (fn.d3coldAllowed === null ? [] : [[fn.address, fn.d3coldAllowed]])),
    ),
    modules: driver ? loadedChain(driver, facts.modules) : [],
  };
}
