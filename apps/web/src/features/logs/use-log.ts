'use client';
import type { LogChunk, LogSource } from '@baton/model/log/line';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { appended, firstLine, type LogBuffer, prepended, startBuffer } from './log-buffer';

export type LogState =
  | { readonly kind: 'loading' }
  /** The machine has not written anything yet. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'ready'; readonly buffer: LogBuffer; readonly loadingEarlier: boolean };

export interface LogQuery {
  readonly machineId: string;
  readonly source: LogSource;
  /** How many lines to begin with. */
  readonly limit: number;
  /** Another run may bring a log where there was none. */
  readonly runId: string | null;
}

export interface Log {
  readonly state: LogState;
  retry(): void;
  /** Reads a page of earlier lines; does nothing while one is on its way. */
  loadEarlier(limit: number): Promise<void>;
}

/** The end of a log, growing live. A lost connection continues where it left off. */
export function useLog({ machineId, source, limit, runId }: LogQuery): Log {
  const client = useTRPCClient();
  const [state, setState] = useState<LogState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef<LogBuffer>(undefined);
  const earlier = useRef<Promise<void>>(undefined);
  latest.current = state.kind === 'ready' ? state.buffer : undefined;
  // A log that is followed shows a new run by itself; only an empty one has to be asked again.
  const askAgain = state.kind === 'empty' ? runId : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: attempt and askAgain only say when to begin anew
  useEffect(() => {
    const ended = new AbortController();
    let following: { unsubscribe(): void } | undefined;
    const change = (next: (buffer: LogBuffer) => LogBuffer) =>
      setState((known) => (known.kind === 'ready' ? { ...known, buffer: next(known.buffer) } : known));
    const fail = (error: unknown) => {
      if (ended.signal.aborted) return;
      setState(problemOf(error).code === 'log.not-found' ? { kind: 'empty' } : { kind: 'failed', error });
    };
    const follow = (chunk: LogChunk) => {
      if (ended.signal.aborted) return;
      setState({ kind: 'ready', buffer: startBuffer(chunk), loadingEarlier: false });
      const from = { machineId, source, file: chunk.file, from: chunk.next };
      following = client.log.follow.subscribe(from, {
        onData: ({ data }) => change((buffer) => appended(buffer, data)),
        onError: fail,
      });
    };
    setState((known) => (known.kind === 'empty' ? known : { kind: 'loading' }));
    client.log.tail.query({ machineId, source, limit }).then(follow, fail);
    return () => {
      ended.abort();
      following?.unsubscribe();
    };
  }, [client, machineId, source, limit, attempt, askAgain]);

  const loadEarlier = useCallback(
    async (count: number) => {
      const buffer = latest.current;
      const first = buffer && firstLine(buffer);
      if (!first || !buffer.more) return;
      earlier.current ??= (async () => {
        setState((known) => (known.kind === 'ready' ? { ...known, loadingEarlier: true } : known));
        const chunk = await client.log.tail
          .query({ machineId, source, limit: count, before: first.offset })
          .catch(() => undefined);
        setState((known) => {
          if (known.kind !== 'ready') return known;
          return { ...known, loadingEarlier: false, buffer: chunk ? prepended(known.buffer, chunk) : known.buffer };
        });
      })();
      await earlier.current;
      earlier.current = undefined;
    },
    [client, machineId, source],
  );
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { state, retry, loadEarlier };
}
