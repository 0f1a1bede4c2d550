import type { StreamEvent } from '@baton/model/event';
import { describe, expect, it } from 'vitest';
import { KEPT_EVENTS, StreamEventHub } from './event-hub';

const clock = { now: () => 1000 };

async function take(stream: AsyncIterable<StreamEvent>, count: number): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

const kinds = (events: readonly StreamEvent[]) => events.map((event) => event.subject ?? event.kind);

describe('the event stream', () => {
  it('gives a new reader what happens from now on, also before it asks for the first event', async () => {
    const hub = new StreamEventHub(clock);
    hub.emit('gpu');
    const stream = hub.stream(undefined, new AbortController().signal);
    hub.emit('machine', 'a');
    hub.emit('machine', 'b');
    expect(kinds(await take(stream, 2))).toEqual(['a', 'b']);
    expect(hub.readers).toBe(0);
  });

  it('replays exactly what a reader missed', async () => {
    const hub = new StreamEventHub(clock);
    const stream = hub.stream(undefined, new AbortController().signal);
    for (const subject of ['a', 'b', 'c']) hub.emit('machine', subject);
    const [first] = await take(stream, 1);
    const again = hub.stream(first?.id, new AbortController().signal);
    hub.emit('machine', 'd');
    expect(kinds(await take(again, 3))).toEqual(['b', 'c', 'd']);
  });

  it('says reload to an id of an earlier boot, of the future, of nonsense, or that is too old', async () => {
    const hub = new StreamEventHub(clock, 'now');
    for (let n = 0; n <= KEPT_EVENTS; n += 1) hub.emit('gpu');
    const signal = new AbortController().signal;
    for (const id of ['before-1', 'now-999999', 'now-x', 'now', '', 'now-0']) {
      const [event] = await take(hub.stream(id, signal), 1);
      expect(event?.kind, id).toBe('reload');
    }
    const [kept] = await take(hub.stream('now-1', signal), 1);
    expect(kept).toMatchObject({ id: 'now-2', kind: 'gpu' });
  });

  it('lets a reader that got reload continue from there', async () => {
    const hub = new StreamEventHub(clock);
    hub.emit('gpu');
    const [reload] = await take(hub.stream('old-7', new AbortController().signal), 1);
    hub.emit('machine', 'a');
    expect(kinds(await take(hub.stream(reload?.id, new AbortController().signal), 1))).toEqual(['a']);
  });

  it('ends with its signal, also one that was aborted before', async () => {
    const hub = new StreamEventHub(clock);
    const ending = new AbortController();
    const reading = take(hub.stream(undefined, ending.signal), 1);
    expect(hub.readers).toBe(1);
    ending.abort();
    expect(await reading).toEqual([]);
    expect(hub.readers).toBe(0);
    expect(await take(hub.stream(undefined, ending.signal), 1)).toEqual([]);
  });

  it('does what costs something only while somebody reads', async () => {
    const hub = new StreamEventHub(clock);
    const told: string[] = [];
    hub.whileRead(() => {
      told.push('begin');
      return () => void told.push('end');
    });
    expect(told).toEqual([]);
    const [first, second] = [new AbortController(), new AbortController()];
    hub.stream(undefined, first.signal);
    const reading = take(hub.stream(undefined, second.signal), 1);
    expect(told).toEqual(['begin']);
    second.abort();
    await reading;
    expect(told).toEqual(['begin']);
    first.abort();
    expect(told).toEqual(['begin', 'end']);
    hub.stream(undefined, new AbortController().signal);
    expect(told).toEqual(['begin', 'end', 'begin']);
  });

  it('gives a reader that does not read one reload instead of an endless queue', async () => {
    const hub = new StreamEventHub(clock);
    const stream = hub.stream(undefined, new AbortController().signal);
    for (let n = 0; n < 600; n += 1) hub.emit('gpu');
    const events = await take(stream, 1);
    expect(events[0]?.kind).toBe('reload');
  });
});
