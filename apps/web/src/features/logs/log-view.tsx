'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { ArrowDownToLine } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useRoomBelow } from '@/lib/room-below';
import { Button } from '@/ui/button';
import { useDesktop } from '@/ui/use-desktop';
import type { Hit } from './find-hits';
import type { LogRow } from './log-buffer';
import { LeftOut, LogLineText, StartedAnew } from './log-line';

export interface LogViewProps {
  label: string;
  lead: 'source' | 'time' | 'none';
  rows: readonly LogRow[];
  wrap: boolean;
  hits: readonly Hit[];
  hit: Hit | undefined;
  selectedKey: string | undefined;
  onSelect: (key: string) => void;
  following: boolean;
  onFollowing: (following: boolean) => void;
  /** Lines that came since following stopped. */
  newLines: number;
  /** The last row is the log's end. */
  atEnd: boolean;
  /** The first loaded line is nearly in view. */
  onNearTop: () => void;
  /** The last loaded line is nearly in view, and more follow. */
  onNearEnd: () => void;
  /** Opens the log where lines were left out. */
  onOpenCursor: (cursor: string) => void;
  loading: boolean;
}

const LINE_PX = 22;
/** Nearer to the end than this is at the end. */
const END_PX = 40;
const NEAR_PX = 600;
/** The bottom bar of the phone and a margin; the desktop's margin. */
const BELOW_PHONE_PX = 92;
const BELOW_DESKTOP_PX = 40;

/** The lines, of which only those in view are drawn. Following stops when a person scrolls up. */
export function LogView(props: LogViewProps) {
  const { rows, wrap, hits, hit, selectedKey, following, onFollowing, newLines } = props;
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const desktop = useDesktop();
  const heightPx = useRoomBelow(box, desktop ? BELOW_DESKTOP_PX : BELOW_PHONE_PX);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 20,
  });
  const hitsByRow = useMemo(() => groupByRow(hits), [hits]);

  // Earlier lines came in front: what was in view stays in view.
  const anchor = useRef<{ key: string; insetPx: number }>(undefined);
  const firstKey = useRef<string>(undefined);
  useLayoutEffect(() => {
    const first = rows[0]?.key;
    const was = firstKey.current;
    firstKey.current = first;
    if (was === undefined || was === first || following || !anchor.current) return;
    const { key, insetPx } = anchor.current;
    const index = rows.findIndex((row) => row.key === key);
    const start = index === -1 ? undefined : lines.getOffsetForIndex(index, 'start')?.[0];
    if (start !== undefined) lines.scrollToOffset(start + insetPx);
  }, [rows, following, lines]);

  useLayoutEffect(() => {
    if (following && rows.length > 0) lines.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [following, rows.length, lines]);

  useEffect(() => {
    if (hit) lines.scrollToIndex(hit.row, { align: 'center' });
  }, [hit, lines]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    const toEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    const up = element.scrollTop < lastTop.current - 2;
    lastTop.current = element.scrollTop;
    if (up && toEnd > END_PX && following) onFollowing(false);
    if (!up && toEnd < END_PX && !following && props.atEnd && newLines >= 0) onFollowing(true);
    const seen = lines.getVirtualItems().find((item) => item.end > element.scrollTop);
    const key = seen && rows[seen.index]?.key;
    if (seen && key) anchor.current = { key, insetPx: element.scrollTop - seen.start };
    if (element.scrollTop < NEAR_PX && !following) props.onNearTop();
    if (toEnd < NEAR_PX && !props.atEnd) props.onNearEnd();
  };
  useSelection(box, props);

  return (
    <div className="relative -mx-4 desk:mx-0">
      <div
        ref={box}
        role="log"
        aria-label={props.label}
        aria-live="off"
        aria-busy={props.loading}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="overflow-auto overscroll-contain border-y border-line bg-card py-2 font-mono text-[13px]/5 tracking-[-.01em] -outline-offset-2 desk:rounded-card desk:border"
        style={{ height: heightPx }}
      >
        <div className="relative w-full" style={{ height: lines.getTotalSize() }}>
          {lines.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div
                key={item.key}
                ref={lines.measureElement}
                data-index={item.index}
                data-line={row.kind === 'line' ? row.key : undefined}
                className={clsx('absolute top-0 left-0 min-w-full', wrap ? 'w-full' : 'w-max')}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row.kind === 'anew' ? (
                  <StartedAnew source={row.source} />
                ) : row.kind === 'skipped' ? (
                  <LeftOut gap={row.gap} onShow={() => props.onOpenCursor(row.cursor)} />
                ) : (
                  <LogLineText
                    row={row}
                    lead={props.lead}
                    hits={hitsByRow.get(item.index) ?? NO_HITS}
                    currentHit={hit}
                    selected={row.key === selectedKey}
                    wrap={wrap}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {!following && newLines > 0 && (
        <div className="absolute inset-x-0 bottom-4 grid justify-items-center">
          <Button variant="solid" icon={ArrowDownToLine} className="shadow-float" onClick={() => onFollowing(true)}>
            {newLines} new {newLines === 1 ? 'line' : 'lines'}, follow
          </Button>
        </div>
      )}
    </div>
  );
}

const NO_HITS: readonly Hit[] = [];

function groupByRow(hits: readonly Hit[]): ReadonlyMap<number, readonly Hit[]> {
  const rows = new Map<number, Hit[]>();
  for (const hit of hits) {
    const known = rows.get(hit.row);
    if (known) known.push(hit);
    else rows.set(hit.row, [hit]);
  }
  return rows;
}

/** A tap on a line selects it; with the keyboard, the arrows move a selection that Enter began. */
function useSelection(box: React.RefObject<HTMLElement | null>, props: LogViewProps): void {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const lineOf = (target: EventTarget | null) =>
      target instanceof Element ? target.closest<HTMLElement>('[data-line]')?.dataset.line : undefined;
    const onClick = (event: MouseEvent) => {
      const key = lineOf(event.target);
      // Marking text to copy it is no tap.
      if (key && document.getSelection()?.isCollapsed !== false) latest.current.onSelect(key);
    };
    const onKey = (event: KeyboardEvent) => {
      const { rows, selectedKey, onSelect } = latest.current;
      if (event.key === 'Enter') {
        const key = [...element.querySelectorAll('[data-line]')].find(
          (line) => line.getBoundingClientRect().top >= element.getBoundingClientRect().top,
        );
        const line = lineOf(key ?? null);
        if (line) onSelect(line);
        return;
      }
      const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
      const at = step === 0 || !selectedKey ? -1 : rows.findIndex((row) => row.key === selectedKey);
      const next = at === -1 ? undefined : rows[at + step];
      if (next?.kind !== 'line') return;
      event.preventDefault();
      onSelect(next.key);
      element.querySelector(`[data-line="${CSS.escape(next.key)}"]`)?.scrollIntoView({ block: 'nearest' });
    };
    element.addEventListener('click', onClick);
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('click', onClick);
      element.removeEventListener('keydown', onKey);
    };
  }, [box]);
}
