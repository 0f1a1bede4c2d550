import { randomBytes } from 'node:crypto';
import type { EventService } from '@baton/api/services';
import type { StreamEvent, StreamEventKind } from '@baton/model/event';
import type { Clock } from '../ports/clock';
import type { EventHub } from './hub';

/** Events kept for a client that comes back; more than a phone misses in a lift. */
export const KEPT_EVENTS = 2048;
/** Events that may wait for one slow reader before it is told to reload instead. */
const QUEUE_MAX = 512;

/** One reader of the stream: what it has not taken yet. */
interface Reader {
  queue: StreamEvent[];
  wake: () => void;
}

/** The one event stream. Ids are `<boot epoch>-<counter>`: an id of an earlier boot is never taken for one of ours. */
export class StreamEventHub implements EventHub, EventService {
  readonly #epoch: string;
  readonly #ring: StreamEvent[] = [];
  readonly #readers = new Set<Reader>();
  #counter = 0;
  #watch: (() => () => void) | null = null;
  #stopWatch: (() => void) | null = null;

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    epoch = randomBytes(6).toString('hex'),
  ) {
    this.#epoch = epoch;
  }

  emit(kind: StreamEventKind, subject?: string): void {
    this.#counter += 1;
    const event: StreamEvent = {
      id: this.#id(),
      at: this.clock.now(),
      kind,
      ...(subject === undefined ? {} : { subject }),
    };
    this.#ring.push(event);
    if (this.#ring.length > KEPT_EVENTS) this.#ring.shift();
    for (const reader of this.#readers) this.#offer(reader, event);
  }

  /** What costs something is done only while somebody reads: `begin` runs with the first reader, what it returns after the last. */
  whileRead(begin: () => () => void): void {
    this.#watch = begin;
    this.#readersChanged();
  }

  watched(): boolean {
    return this.#readers.size > 0;
  }

  /** How many read now. */
  get readers(): number {
    return this.#readers.size;
  }

  stream(lastEventId: string | undefined, signal: AbortSignal): AsyncIterable<StreamEvent> {
    // The reader is attached here, before the caller takes the first event: nothing falls between replay and listening.
    const reader: Reader = { queue: this.#replay(lastEventId), wake: () => undefined };
    if (!signal.aborted) this.#readers.add(reader);
    this.#readersChanged();
    signal.addEventListener('abort', () => this.#leave(reader), { once: true });
    return this.#read(reader, signal);
  }

  async *#read(reader: Reader, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    try {
      while (!signal.aborted) {
        const event = reader.queue.shift();
        if (event) yield event;
        else await new Promise<void>((resolve) => (reader.wake = resolve));
      }
    } finally {
      this.#leave(reader);
    }
  }

  #leave(reader: Reader): void {
    this.#readers.delete(reader);
    this.#readersChanged();
    reader.wake();
  }

  #readersChanged(): void {
    if (this.#readers.size > 0) {
      this.#stopWatch ??= this.#watch?.() ?? null;
      return;
    }
    this.#stopWatch?.();
    this.#stopWatch = null;
  }

  #offer(reader: Reader, event: StreamEvent): void {
    if (reader.queue.length >= QUEUE_MAX) reader.queue = [this.#reload()];
    else reader.queue.push(event);
    reader.wake();
  }

  #replay(lastEventId: string | undefined): StreamEvent[] {
    if (lastEventId === undefined) return [];
    const [epoch, counterText = ''] = lastEventId.split('-');
    const counter = /^\d{1,15}$/.test(counterText) ? Number(counterText) : Number.NaN;
    const missed = this.#counter - counter;
    if (epoch !== this.#epoch || !(missed >= 0) || missed > this.#ring.length) return [this.#reload()];
    return missed === 0 ? [] : this.#ring.slice(-missed);
  }

  /** Stands for everything up to now: its id is the newest one, so that a second loss resumes from here. */
  #reload(): StreamEvent {
    return { id: this.#id(), at: this.clock.now(), kind: 'reload' };
  }

  #id(): string {
    return `${this.#epoch}-${this.#counter}`;
  }
}
