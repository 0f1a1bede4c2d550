import clsx from 'clsx';
import type { CSSProperties } from 'react';

export interface RelayLane {
  id: string;
  label: string;
  /** Nobody's lane: its spans are hollow. */
  off?: boolean;
}

export interface RelaySpan {
  laneId: string;
  fromMs: number;
  /** Left out: still so, now. */
  toMs?: number;
}

export interface RelayChartProps {
  /** Top to bottom: Host, the machines, Off. */
  lanes: readonly RelayLane[];
  /** Who held the GPU when; one at a time, oldest first. */
  spans: readonly RelaySpan[];
  /** Hand-overs that failed, at the lane they were meant for. */
  failures?: readonly { laneId: string; atMs: number; reason: string }[];
  /** The window of time shown, epoch milliseconds. */
  fromMs: number;
  toMs: number;
  nowMs: number;
}

const LANE_PX = 34;
/** A day is 25 hours long when the clocks are set back. */
const LONG_DAY_MS = 26 * 3_600_000;

/** Who held the GPU over time: one lane per runner, exactly one filled at any moment. Past grey, now accent, Off hollow. */
export function RelayChart({ lanes, spans, failures = [], fromMs, toMs, nowMs }: RelayChartProps) {
  const at = (ms: number) => `${(Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs))) * 100).toFixed(3)}%`;
  const wide = (from: number, to: number) => `calc(${at(to)} - ${at(from)})`;
  const row = (laneId: string) => lanes.findIndex((lane) => lane.id === laneId);
  const seen = spans.filter((span) => (span.toMs ?? nowMs) > fromMs && span.fromMs < toMs);
  return (
    <figure className="text-small/4 text-ink-2">
      <SpanList lanes={lanes} spans={seen} failures={failures} words={toMs - fromMs > LONG_DAY_MS ? moment : clock} />
      <div aria-hidden className="relay" style={{ '--lane': `${LANE_PX}px` } as CSSProperties}>
        {lanes.map((lane) => (
          <div key={lane.id} className="relay-lane">
            <span className="truncate pr-2">{lane.label}</span>
          </div>
        ))}
        <div className="relay-field">
          {seen.slice(1).map((span, index) => {
            const rows = [row(seen[index]?.laneId ?? span.laneId), row(span.laneId)];
            const top = Math.min(...rows);
            const lane = { top: (top + 0.5) * LANE_PX, height: (Math.max(...rows) - top) * LANE_PX };
            return <i key={span.fromMs} className="relay-hand" style={{ left: at(span.fromMs), ...lane }} />;
          })}
          {seen.map((span) => (
            <i
              key={span.fromMs}
              className={clsx('relay-span', lanes[row(span.laneId)]?.off ? 'off' : span.toMs === undefined && 'now')}
              style={{
                top: row(span.laneId) * LANE_PX + 10,
                left: at(span.fromMs),
                width: wide(span.fromMs, span.toMs ?? nowMs),
              }}
            />
          ))}
          {failures.map((failure) => (
            <svg
              key={failure.atMs}
              aria-hidden
              viewBox="0 0 12 12"
              className="absolute size-3 -translate-x-1/2 text-bad"
              style={{ left: at(failure.atMs), top: row(failure.laneId) * LANE_PX + 11 }}
            >
              <path d="M2 2l8 8m0-8l-8 8" stroke="currentColor" strokeWidth="2.2" />
            </svg>
          ))}
        </div>
        {toMs - fromMs > LONG_DAY_MS ? (
          <div className="relay-axis days">
            {days(fromMs, toMs).map((ms) => (
              <span key={ms}>{weekday(ms)}</span>
            ))}
          </div>
        ) : (
          <div className="relay-axis">
            {ticks(fromMs, toMs).map((ms) => (
              <span key={ms}>{clock(ms)}</span>
            ))}
          </div>
        )}
      </div>
    </figure>
  );
}

/** The same in words, for those who do not see the picture. */
function SpanList({
  lanes,
  spans,
  failures,
  words,
}: Pick<Required<RelayChartProps>, 'lanes' | 'spans' | 'failures'> & { words: (ms: number) => string }) {
  const name = (laneId: string) => lanes.find((lane) => lane.id === laneId)?.label ?? laneId;
  return (
    <ul className="sr-only" aria-label="Who held the GPU">
      {spans.map((span) => (
        <li key={span.fromMs}>
          {name(span.laneId)}: {words(span.fromMs)} {span.toMs === undefined ? 'until now' : `to ${words(span.toMs)}`}
        </li>
      ))}
      {failures.map((failure) => (
        <li key={failure.atMs}>
          {words(failure.atMs)}: hand-over to {name(failure.laneId)} failed, {failure.reason}
        </li>
      ))}
    </ul>
  );
}

function ticks(fromMs: number, toMs: number) {
  return [0, 0.25, 0.5, 0.75, 1].map((part) => fromMs + part * (toMs - fromMs));
}

/** The middle of each day, whatever its length. */
function days(fromMs: number, toMs: number) {
  const count = Math.round((toMs - fromMs) / 86_400_000);
  return Array.from({ length: count }, (_, day) => fromMs + ((day + 0.5) * (toMs - fromMs)) / count);
}

function weekday(ms: number) {
  return new Date(ms).toLocaleDateString(undefined, { weekday: 'short' });
}

function moment(ms: number) {
  return `${weekday(ms)} ${clock(ms)}`;
}

function clock(ms: number) {
  return new Date(ms).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
