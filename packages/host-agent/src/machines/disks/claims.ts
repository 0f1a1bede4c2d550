import { fail } from '@baton/model/problem';
import type { DiskWork } from '@baton/model/storage/disk-work';

interface Claim {
  readonly doing: DiskWork;
  /** The work needs the machine to stay off: no start may begin meanwhile. */
  readonly keepsOff: boolean;
}

/** Who works on the disks of which machine: one at a time, and never beside a start that would open the same images. */
export class DiskClaims {
  readonly #claims = new Map<string, Claim>();

  /** Taken in the same turn in which the machine's state was looked at. @throws ProblemError `disk.busy` */
  async during<T>(
    { id, name, ...claim }: Claim & { readonly id: string; readonly name: string },
    work: () => Promise<T>,
  ): Promise<T> {
    const present = this.#claims.get(id);
    if (present) fail('disk.busy', { name, doing: present.doing });
    this.#claims.set(id, claim);
    try {
      return await work();
    } finally {
      this.#claims.delete(id);
    }
  }

  /** @throws ProblemError `disk.busy` while work needs the machine to stay off */
  refuseStart(id: string, name: string): void {
    const claim = this.#claims.get(id);
    if (claim?.keepsOff) fail('disk.busy', { name, doing: claim.doing });
  }
}
