import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readSmallFile, replaceFile } from '../../handover/small-file';

const ledgerSchema = z.object({
  /** The host's boot that this is true of. */
  bootId: z.string(),
  /** Machines on the network with NAT. The last one takes it down. */
  nat: z.array(z.string()),
  /** Forwarding was off before the first one came. */
  forwardingWasOff: z.boolean(),
  /** CPUs that each machine keeps the host off. */
  isolated: z.record(z.string(), z.array(z.int())),
});
export type Ledger = z.infer<typeof ledgerSchema>;

/** What machines share, so that the last one puts it back. One change at a time; on the disk before the host is touched. */
export class SharedLedger {
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly bootId: () => Promise<string>,
  ) {}

  /** Runs alone; `save` may be called several times. What another boot of the host left is forgotten: nothing of it is there. */
  change<T>(work: (ledger: Ledger, save: (changed: Ledger) => Promise<void>) => Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      const bootId = await this.bootId();
      const kept = ledgerSchema.safeParse(toJson((await readSmallFile(this.#path)) ?? ''));
      const fresh: Ledger = { bootId, nat: [], forwardingWasOff: false, isolated: {} };
      const ledger = kept.success && kept.data.bootId === bootId ? kept.data : fresh;
      return work(ledger, async (changed) => {
        await mkdir(this.folder, { recursive: true, mode: 0o700 });
        await replaceFile(this.#path, JSON.stringify(changed));
      });
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  get #path(): string {
    return join(this.folder, 'shared.json');
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
