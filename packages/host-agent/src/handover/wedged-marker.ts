import type { PciAddress } from '@baton/model/pci/address';
import { type Problem, problem } from '@baton/model/problem';
import { z } from 'zod';
import type { StuckError } from '../ports/kernel-errors';
import { readSmallFile, replaceFile } from './small-file';

const markSchema = z.object({
  bootId: z.string(),
  address: z.string(),
  doing: z.string(),
  /** Milliseconds since the epoch. */
  since: z.number(),
  evidence: z.object({ pid: z.number(), waitedMs: z.number(), kernel: z.string() }),
});
type Mark = z.infer<typeof markSchema>;

/** Remembers that a write is stuck in the kernel, until the host boots again. Never cleared otherwise: retrying makes it worse. */
export class WedgedMarker {
  #mark: Mark | null = null;

  constructor(private readonly path: string) {}

  /** Reads what an earlier agent left; a mark of another boot is void. */
  async load(bootId: string): Promise<void> {
    const mark = markSchema.safeParse(toJson(await readSmallFile(this.path))).data;
    this.#mark = mark?.bootId === bootId ? mark : null;
  }

  get problem(): Problem | null {
    if (!this.#mark) return null;
    const { address, doing, since } = this.#mark;
    return problem('gpu.wedged', { address: address as PciAddress, doing, sinceMs: since });
  }

  /** The first mark stays: what came later only waits behind it. */
  async set(stuck: StuckError, at: { address: PciAddress; bootId: string; now: number }): Promise<Problem> {
    const { doing, evidence } = stuck;
    this.#mark ??= { bootId: at.bootId, address: at.address, doing, since: at.now, evidence };
    await replaceFile(this.path, JSON.stringify(this.#mark));
    return this.problem ?? problem('gpu.wedged', { address: at.address, doing, sinceMs: at.now });
  }
}

function toJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
