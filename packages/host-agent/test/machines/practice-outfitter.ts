import { ProblemError, problem } from '@baton/model/problem';
import type { Outfit, OutfitOrder, Outfitter } from '../../src/ports/outfit';

/** Sets a host up on paper: what is on and what was taken off again, and it fails when told to. */
export class PracticeOutfitter implements Outfitter {
  /** Machines that the host is set up for now. */
  readonly on = new Map<string, OutfitOrder>();
  readonly told: string[] = [];
  failPrepare = false;
  failSettle = false;
  /** What cannot be given back. */
  left: string[] = [];

  async prepare(order: OutfitOrder): Promise<Outfit> {
    this.told.push(`prepare ${order.machineId}`);
    if (this.failPrepare) throw new ProblemError(problem('tpm.failed', { words: 'on purpose' }, 'machine.tpm'));
    this.on.set(order.machineId, order);
    await order.step?.('memory', async () => undefined);
    const nothing = { hugepagePath: null, nics: {}, tpmSocket: null, lookingGlassPath: null, acpiTables: [] };
    return { ...nothing, memlockBytes: null, notes: ['Something was done otherwise.'] };
  }

  async settle({ machineId }: Pick<OutfitOrder, 'machineId'>): Promise<readonly string[]> {
    this.told.push(`settle ${machineId}`);
    if (this.failSettle) throw new ProblemError(problem('cpu.pin-failed', { words: 'on purpose' }, 'cpu.pinning'));
    return ['1 thread placed.'];
  }

  async dismiss({ machineId }: Pick<OutfitOrder, 'machineId'>): Promise<readonly string[]> {
    if (this.on.delete(machineId)) this.told.push(`dismiss ${machineId}`);
    return this.left;
  }
}
