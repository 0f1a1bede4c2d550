import type { Holder, OwnershipSpan } from '@baton/model/operation/operation';
import type { PciAddress } from '@baton/model/pci/address';
import type { Clock } from '../ports/clock';

interface StoredSpan {
  readonly holder: { readonly kind: Holder['kind']; readonly id?: string; readonly name?: string };
  readonly from: Date;
  readonly to?: Date;
}

/** Where ownership is kept; the database's `Spans` fits. */
export interface SpanStore {
  current(gpu: { address: string }): Promise<StoredSpan | undefined>;
  handTo(
    gpu: { address: string },
    holder: { kind: Holder['kind']; id?: string; name?: string },
    at: Date,
  ): Promise<StoredSpan>;
  between(gpu: { address: string }, from: Date, to: Date): Promise<readonly StoredSpan[]>;
}

export interface OwnershipParts {
  readonly spans: SpanStore;
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
}

/** Who held the GPU from when to when. Writing it down never holds a hand-over up. */
export class Ownership {
  #written: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: OwnershipParts) {}

  /** The baton lies with `holder` now. The same holder again changes nothing. */
  handTo(address: PciAddress, holder: Holder): void {
    const { spans, clock, failed } = this.parts;
    const at = new Date(clock.now());
    this.#written = this.#written.then(() => spans.handTo({ address }, { ...holder }, at)).catch(failed);
  }

  async current(address: PciAddress): Promise<OwnershipSpan | null> {
    await this.#written;
    const span = await this.parts.spans.current({ address });
    return span ? toSpan(span) : null;
  }

  /** Oldest first. `fromMs` in milliseconds since the epoch. */
  async since(address: PciAddress, fromMs: number): Promise<readonly OwnershipSpan[]> {
    await this.#written;
    const { spans, clock } = this.parts;
    const kept = await spans.between({ address }, new Date(fromMs), new Date(clock.now() + 1));
    return kept.map(toSpan);
  }

  async settled(): Promise<void> {
    await this.#written;
  }
}

function toSpan({ holder, from, to }: StoredSpan): OwnershipSpan {
  return { holder: toHolder(holder), from: from.getTime(), ...(to && { to: to.getTime() }) };
}

function toHolder({ kind, id = '', name = '' }: StoredSpan['holder']): Holder {
  return kind === 'machine' ? { kind, id, name } : { kind };
}
