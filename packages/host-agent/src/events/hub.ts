import type { StreamEventKind } from '@baton/model/event';

/** Tells every page that something changed. Emitting is cheap and never throws. */
export interface EventHub {
  emit(kind: StreamEventKind, subject?: string): void;
  /** Whether anybody reads: what is done only for pages can be left out otherwise. */
  watched(): boolean;
}
