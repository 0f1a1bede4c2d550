import type { Holder } from '@baton/model/operation/operation';
import type { SpanStore } from '../../src/handover/ownership';

interface Span {
  holder: { kind: Holder['kind']; id?: string; name?: string };
  from: Date;
  to?: Date;
}

/** Ownership in memory, with the rules of the database's. */
export class MemorySpans implements SpanStore {
  readonly spans: Span[] = [];

  async current(): Promise<Span | undefined> {
    return this.spans.find((span) => !span.to);
  }

  async handTo(_: { address: string }, holder: Span['holder'], at: Date): Promise<Span> {
    const open = await this.current();
    if (open && open.holder.kind === holder.kind && open.holder.id === holder.id) return open;
    if (open) open.to = at;
    const next = { holder, from: at };
    this.spans.push(next);
    return next;
  }

  async between(_: { address: string }, from: Date, to: Date): Promise<readonly Span[]> {
    return this.spans.filter((span) => span.from < to && (!span.to || span.to > from));
  }
}
