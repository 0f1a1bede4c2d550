import type { StreamEventKind } from '@baton/model/event';

/** Tells every page that something changed. Emitting is cheap and never throws. */
export interface EventHub {
  emit(kind: StreamEventKind, subject?: string): void;
}
