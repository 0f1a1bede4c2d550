import type { Database } from '@baton/db';
import { z } from 'zod';

const memorySchema = z.object({
  /** Seconds that its clock is ahead of the host's; `atStart` is what the present run began with: QEMU counts from there. */
  clock: z
    .object({ aheadSeconds: z.number().int(), atStart: z.number().int() })
    .default({ aheadSeconds: 0, atStart: 0 }),
  /** The image that QEMU found damaged. */
  damaged: z.object({ path: z.string(), at: z.number() }).nullable().default(null),
});
export type MachineMemory = z.infer<typeof memorySchema>;

/** What has to be known of a machine from one run to the next, and is none of its profile. */
export class MachineMemories {
  readonly #known = new Map<string, MachineMemory>();
  #written: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly settings: Pick<Database['settings'], 'get' | 'set' | 'remove'>,
    private readonly failed: (error: unknown) => void,
  ) {}

  async of(machineId: string): Promise<MachineMemory> {
    const known = this.#known.get(machineId);
    if (known) return known;
    const stored = memorySchema.safeParse((await this.settings.get(keyOf(machineId))) ?? {});
    // Somebody may have changed it while we read.
    const found = this.#known.get(machineId) ?? (stored.success ? stored.data : memorySchema.parse({}));
    this.#known.set(machineId, found);
    return found;
  }

  /** Holds from now on; what is the same is not written again. */
  async change(machineId: string, change: Partial<MachineMemory>): Promise<void> {
    const before = await this.of(machineId);
    const after = { ...before, ...change };
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.#known.set(machineId, after);
    this.#written = this.#written.then(() => this.settings.set(keyOf(machineId), after)).catch(this.failed);
    await this.#written;
  }

  async forget(machineId: string): Promise<void> {
    this.#known.delete(machineId);
    await this.settings.remove(keyOf(machineId));
  }

  async settled(): Promise<void> {
    await this.#written;
  }
}

function keyOf(machineId: string): string {
  return `machine.${machineId}.memory`;
}
