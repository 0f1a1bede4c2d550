import type { GpuFacts, Home } from '@baton/model/handover/facts';
import { homeOf } from '@baton/model/handover/home';
import { GPU_SERVICES } from '@baton/model/host/service';
import { isPciAddress, type PciAddress } from '@baton/model/pci/address';
import { z } from 'zod';
import { readSmallFile, replaceFile } from './small-file';

const address = z.custom<PciAddress>((value) => typeof value === 'string' && isPciAddress(value));

const homeSchema: z.ZodType<Home> = z.object({
  drivers: z.record(address, z.string().nullable()),
  powerControl: z.record(address, z.enum(['on', 'auto'])),
  d3coldAllowed: z.record(address, z.boolean()),
  modules: z.array(z.string()),
  services: z.array(z.enum(GPU_SERVICES)),
  off: z.boolean(),
  console: z.string().nullable(),
  port: address.nullable(),
});

const keptSchema = z.object({
  gpu: address,
  /** The boot in which it left; null = it is at home. */
  awaySince: z.string().nullable(),
  home: homeSchema,
});
type Kept = z.infer<typeof keptSchema>;

/** Which card it is, and how it lives at home: noted when it leaves, so that a return restores it. */
export class HomeFile {
  #kept: Kept | null = null;
  #bootId = '';

  constructor(private readonly path: string) {}

  get home(): Home | null {
    return this.#kept?.home ?? null;
  }

  /** The card that was lent before, when it is known. */
  get gpu(): PciAddress | null {
    return this.#kept?.gpu ?? null;
  }

  /** True from leaving until it is back as it was; a boot brings everything back too. */
  get away(): boolean {
    return this.#kept !== null && this.#kept.awaySince === this.#bootId;
  }

  async load(bootId: string): Promise<void> {
    this.#bootId = bootId;
    const text = await readSmallFile(this.path);
    this.#kept = keptSchema.safeParse(text === undefined ? undefined : parseJson(text)).data ?? null;
  }

  /** Call before the host's card is touched. What was noted stays until it has come back: it may be half at home now. */
  async leave(facts: GpuFacts): Promise<void> {
    const home = this.away && this.home ? this.home : homeOf(facts);
    await this.#keep({ gpu: facts.address, awaySince: this.#bootId, home });
  }

  /** It is back as it was. */
  async arrived(): Promise<void> {
    if (this.#kept && this.away) await this.#keep({ ...this.#kept, awaySince: null });
  }

  async #keep(kept: Kept): Promise<void> {
    await replaceFile(this.path, JSON.stringify(kept));
    this.#kept = kept;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
