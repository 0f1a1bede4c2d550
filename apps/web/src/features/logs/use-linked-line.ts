'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { firstLine, type LogRow } from './log-buffer';
import { lineHash, linkedLine } from './log-link';
import type { Log } from './use-log';

const PAGE_LINES = 2000;

export interface LinkedLine {
  readonly selectedKey: string | undefined;
  /** Marks a line and puts it into the address. */
  select(key: string | undefined): void;
  /** The row to show once, when the page was opened with a link to it. */
  readonly goTo: number | undefined;
  /** The link's line is not in this log any more. */
  readonly gone: boolean;
}

/** Opens a link to a line: reads back until it is there, then says where it is. */
export function useLinkedLine(log: Log): LinkedLine {
  const [wanted] = useState(() => (typeof window === 'undefined' ? undefined : linkedLine(window.location.hash)));
  const [selectedKey, setSelectedKey] = useState(wanted?.key);
  const [goTo, setGoTo] = useState<number>();
  const [gone, setGone] = useState(false);
  const done = useRef(wanted === undefined);
  const { state, loadEarlier } = log;
  const buffer = state.kind === 'ready' ? state.buffer : undefined;

  useEffect(() => {
    if (done.current || !buffer || !wanted) return;
    const at = buffer.rows.findIndex((row: LogRow) => row.key === wanted.key);
    const first = firstLine(buffer);
    const earlier = wanted.file === buffer.file && first !== undefined && wanted.offset < first.offset;
    if (at === -1 && earlier && buffer.more) {
      void loadEarlier(PAGE_LINES);
      return;
    }
    done.current = true;
    if (at === -1) setGone(true);
    else setGoTo(at);
  }, [buffer, wanted, loadEarlier]);

  const select = useCallback((key: string | undefined) => {
    setSelectedKey(key);
    setGone(false);
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', `${pathname}${search}${key ? lineHash(key) : ''}`);
  }, []);
  return { selectedKey, select, goTo, gone };
}
