import type { Spans } from '@baton/db';
import type { Holder } from '@baton/model/operation/operation';
import type { SpanStore } from '../handover/ownership';

/** The spans of the database, and who holds the GPU by them now, without asking the database again. */
export class KnownHolder implements SpanStore {
  #holder: Holder = { kind: 'nobody' };

  /** @param hostId keeps the simulated laptop's history apart from a real host's */
  constructor(
    private readonly spans: Spans,
    private readonly hostId: string,
  ) {}

  get holder(): Holder {
    return this.#holder;
  }

  current: SpanStore['current'] = (gpu) => this.spans.current({ ...gpu, hostId: this.hostId });
  between: SpanStore['between'] = (gpu, from, to) => this.spans.between({ ...gpu, hostId: this.hostId }, from, to);

  handTo: SpanStore['handTo'] = (gpu, holder, at) => {
    const { kind, id = '', name = '' } = holder;
    this.#holder = kind === 'machine' ? { kind, id, name } : { kind };
    return this.spans.handTo({ ...gpu, hostId: this.hostId }, holder, at);
  };
}
