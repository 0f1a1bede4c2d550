import type { Spans } from '@baton/db';
import type { Holder } from '@baton/model/operation/operation';
import type { SpanStore } from '../handover/ownership';

/** The spans of the database, and who holds the GPU by them now, without asking the database again. */
export class KnownHolder implements SpanStore {
  #holder: Holder = { kind: 'nobody' };

  constructor(private readonly spans: Spans) {}

  get holder(): Holder {
    return this.#holder;
  }

  current: SpanStore['current'] = (gpu) => this.spans.current(gpu);
  between: SpanStore['between'] = (gpu, from, to) => this.spans.between(gpu, from, to);

  handTo: SpanStore['handTo'] = (gpu, holder, at) => {
    const { kind, id = '', name = '' } = holder;
    this.#holder = kind === 'machine' ? { kind, id, name } : { kind };
    return this.spans.handTo(gpu, holder, at);
  };
}
