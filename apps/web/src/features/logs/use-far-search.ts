'use client';
import type { LogFilter, LogPlace, LogView } from '@baton/model/log/line';
import { useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '@/lib/agent';
import { wordsOf } from '@/lib/problem';
import { notify } from '@/ui/notify';
import { type LogBuffer, placeOf } from './log-buffer';

export interface FarSearch {
  readonly busy: boolean;
  /** Looks for the next hit before what is loaded, and opens the log there. */
  earlier(text: string): void;
  /** Stops looking. */
  cancel(): void;
}

interface FarSearchOf {
  readonly machineId: string;
  readonly view: LogView;
  readonly level: LogFilter['level'];
  readonly buffer: LogBuffer;
  readonly onFound: (place: LogPlace) => void;
}

/** The agent looks through so much of a log at once; this asks on until there is a hit or a beginning. */
export function useFarSearch({ machineId, view, level, buffer, onFound }: FarSearchOf): FarSearch {
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const control = useRef<AbortController>(undefined);
  useEffect(() => () => control.current?.abort(), []);

  const run = async (text: string) => {
    control.current?.abort();
    const mine = new AbortController();
    control.current = mine;
    setBusy(true);
    try {
      let cursor = buffer.back;
      while (cursor !== null && !mine.signal.aborted) {
        const place = { kind: 'cursor', cursor } as const;
        const query = { machineId, view, filter: { text, level }, place, direction: 'back', limit: 1 } as const;
        const page = await client.log.read.query(query, { signal: mine.signal });
        const hit = page.entries[0];
        if (hit) return onFound(placeOf(hit));
        cursor = page.back;
      }
      if (!mine.signal.aborted) notify({ title: 'Nothing found', detail: `No earlier line has “${text}”.` });
    } catch (error) {
      if (mine.signal.aborted) return;
      const words = wordsOf(error);
      notify({ tone: 'bad', title: words.title, detail: `${words.what} ${words.next}` });
    } finally {
      if (control.current === mine) setBusy(false);
    }
  };
  return { busy, earlier: (text) => void run(text), cancel: () => control.current?.abort() };
}
