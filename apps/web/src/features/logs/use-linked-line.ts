'use client';
import type { LogPlace } from '@baton/model/log/line';
import { useCallback, useEffect, useState } from 'react';
import { type LogBuffer, placeOf } from './log-buffer';
import { lineHash, linkedLine } from './log-link';

/** Where a page begins that was opened with a link to a line. */
export function linkedPlace(): LogPlace {
  const line = typeof window === 'undefined' ? undefined : linkedLine(window.location.hash);
  return line ? placeOf(line) : { kind: 'end' };
}

export interface LinkedLine {
  readonly selectedKey: string | undefined;
  /** Marks a line and puts it into the address. */
  select(key: string | undefined): void;
  /** The line that the page was opened with is not in this log any more. */
  readonly gone: boolean;
}

/** The selected line, in the address too: a link to it still works after a reload. */
export function useLinkedLine(buffer: LogBuffer): LinkedLine {
  const [wanted] = useState(() => (typeof window === 'undefined' ? undefined : linkedLine(window.location.hash)));
  const [selectedKey, setSelectedKey] = useState(wanted?.key);
  const [gone, setGone] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what came first answers the link
  useEffect(() => {
    if (wanted && !buffer.rows.some((row) => row.key === wanted.key)) setGone(true);
  }, []);

  const select = useCallback((key: string | undefined) => {
    setSelectedKey(key);
    setGone(false);
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', `${pathname}${search}${key ? lineHash(key) : ''}`);
  }, []);
  return { selectedKey, select, gone };
}
