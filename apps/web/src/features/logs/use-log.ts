'use client';
import type { LogFilter, LogPlace, LogView } from '@baton/model/log/line';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import {
  appended,
  continued,
  FOLLOWING,
  keyOf,
  type LogBuffer,
  prepended,
  READING,
  type Room,
  startBuffer,
  windowAround,
} from './log-buffer';

/** Shown before a place that was jumped to. */
const BEFORE_LINES = 100;
/** With a filter, pages may be nearly empty: they are read on until there is something to look at. */
const FILL_LINES = 100;

export type LogState =
  | { readonly kind: 'loading' }
  /** Nothing has been written yet. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | {
      readonly kind: 'ready';
      readonly buffer: LogBuffer;
      readonly loading: 'earlier' | 'later' | 'elsewhere' | null;
      /** Counts the places that were opened. */
      readonly opened: number;
      /** The row that is at the opened place; absent at the end. */
      readonly focusKey?: string;
    };

export interface LogQuery {
  readonly machineId: string;
  readonly view: LogView;
  readonly filter: LogFilter;
  /** How many lines to begin with. */
  readonly limit: number;
  /** Another run may bring a log where there was none. */
  readonly runId: string | null;
  /** How much is kept while the end is followed. */
  readonly room?: Room;
}

export interface Log {
  readonly state: LogState;
  retry(): void;
  /** Shows another part of the log. */
  open(place: LogPlace): void;
  /** The place that was opened last. */
  readonly place: LogPlace;
  /** Reads a page of earlier lines; does nothing while one is on its way. */
  loadEarlier(limit: number): Promise<void>;
  /** The same with later ones, where the window is not at the end. */
  loadLater(limit: number): Promise<void>;
  /** Somebody looks at what was before the end: it is not cut off while more comes. */
  setReading(on: boolean): void;
}

const END: LogPlace = { kind: 'end' };

/** A part of a log; its end grows live. A lost connection continues where it left off. */
export function useLog(query: LogQuery, first: LogPlace = END): Log {
  const { machineId, view, filter, limit, runId, room = FOLLOWING } = query;
  const client = useTRPCClient();
  const [state, setState] = useState<LogState>({ kind: 'loading' });
  const [place, setPlace] = useState(first);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef<LogBuffer>(undefined);
  const busy = useRef<Promise<void>>(undefined);
  /** Pages that were asked for before the window moved elsewhere are dropped. */
  const generation = useRef(0);
  const stateOpened = useRef(0);
  const reading = useRef(false);
  latest.current = state.kind === 'ready' ? state.buffer : undefined;
  stateOpened.current = state.kind === 'ready' ? state.opened : 0;
  // A log that is followed shows a new run by itself; only an empty one has to be asked again.
  const askAgain = state.kind === 'empty' ? runId : null;
  const { text, level } = filter;

  // biome-ignore lint/correctness/useExhaustiveDependencies: attempt and askAgain only say when to begin anew
  useEffect(() => {
    generation.current += 1;
    const mine = generation.current;
    const base = { machineId, view, filter: { text, level } };
    const read = (direction: 'back' | 'on', count: number) =>
      client.log.read.query({ ...base, place, direction, limit: count });
    const opened =
      place.kind === 'end'
        ? read('back', limit).then((page) => ({ buffer: startBuffer(page) }))
        : Promise.all([read('back', BEFORE_LINES), read('on', limit)]).then(([before, after]) => {
            const first = after.entries[0];
            return { buffer: windowAround(before, after), ...(first && { focusKey: keyOf(first) }) };
          });
    // What is shown stays until there is something else to show.
    setState((known) => {
      if (known.kind === 'ready') return { ...known, loading: 'elsewhere' };
      return known.kind === 'empty' ? known : { kind: 'loading' };
    });
    opened.then(
      (found) => {
        if (mine === generation.current) setState({ kind: 'ready', ...found, loading: null, opened: mine });
      },
      (error: unknown) => {
        if (mine !== generation.current) return;
        setState(problemOf(error).code === 'log.not-found' ? { kind: 'empty' } : { kind: 'failed', error });
      },
    );
  }, [client, machineId, view, text, level, limit, place, attempt, askAgain]);

  const isLive = state.kind === 'ready' && state.buffer.atEnd;
  const openedNow = state.kind === 'ready' ? state.opened : 0;
  useEffect(() => {
    const cursor = latest.current?.on;
    const mine = generation.current;
    // A subscription belongs to what was opened: while something else is on its way there is none.
    if (!isLive || cursor === undefined || openedNow !== mine) return;
    const query = { machineId, view, filter: { text, level }, cursor };
    const following = client.log.watch.subscribe(query, {
      onData: ({ data }) =>
        setState((known) => {
          if (known.kind !== 'ready' || mine !== generation.current || !known.buffer.atEnd) return known;
          return { ...known, buffer: appended(known.buffer, data, reading.current ? READING : room) };
        }),
      onError: (error) => mine === generation.current && setState({ kind: 'failed', error }),
    });
    return () => following.unsubscribe();
  }, [client, machineId, view, text, level, isLive, openedNow, room]);

  const load = useCallback(
    async (direction: 'earlier' | 'later', count: number) => {
      const buffer = latest.current;
      const cursor = direction === 'earlier' ? buffer?.back : buffer?.atEnd ? null : buffer?.on;
      if (cursor === undefined || cursor === null) return;
      if (stateOpened.current !== generation.current) return;
      const mine = generation.current;
      const at = { kind: 'cursor', cursor } as const;
      const query = { machineId, view, filter: { text, level }, place: at, limit: count };
      busy.current ??= (async () => {
        setState((known) => (known.kind === 'ready' ? { ...known, loading: direction } : known));
        const page = await client.log.read
          .query({ ...query, direction: direction === 'earlier' ? 'back' : 'on' })
          .catch(() => undefined);
        setState((known) => {
          if (known.kind !== 'ready') return known;
          if (mine !== generation.current) return known;
          if (!page) return { ...known, loading: null };
          const join = direction === 'earlier' ? prepended : continued;
          return { ...known, loading: null, buffer: join(known.buffer, page) };
        });
      })();
      await busy.current;
      busy.current = undefined;
    },
    [client, machineId, view, text, level],
  );
  const loadEarlier = useCallback((count: number) => load('earlier', count), [load]);
  const loadLater = useCallback((count: number) => load('later', count), [load]);

  const isFiltered = Boolean(text || level);
  const sparse = state.kind === 'ready' && state.loading === null && state.buffer.rows.length < FILL_LINES;
  const more = state.kind === 'ready' ? state.buffer.back : null;
  useEffect(() => {
    if (isFiltered && sparse && more !== null && openedNow === generation.current) void loadEarlier(limit);
  }, [isFiltered, sparse, more, loadEarlier, limit, openedNow]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const setReading = useCallback((on: boolean) => {
    reading.current = on;
  }, []);
  return { state, retry, open: setPlace, place, loadEarlier, loadLater, setReading };
}
