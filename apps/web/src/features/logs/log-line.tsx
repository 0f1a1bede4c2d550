import { isMachinesOwn, type LogGap, type LogSource } from '@baton/model/log/line';
import { plainLine } from '@baton/model/log/plain-line';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import { type AnsiColour, ansiRuns } from './ansi-runs';
import type { Hit } from './find-hits';
import { linePieces } from './line-pieces';
import type { LogRow } from './log-buffer';
import { gapWords, SOURCE_WORDS } from './log-words';

interface LogLineProps {
  row: Extract<LogRow, { kind: 'line' }>;
  /** The search's hits in this line, in order. */
  hits: readonly Hit[];
  currentHit: Hit | undefined;
  selected: boolean;
  wrap: boolean;
  /** `source`: where all are together. `time`: where the lines have one of their own. */
  lead: 'source' | 'time' | 'none';
}

/** Readable on the page's ground in both themes; a terminal's own colours are not. */
const INK: Readonly<Record<AnsiColour, string>> = {
  black: 'text-ink-3',
  red: 'text-bad',
  green: 'text-[light-dark(#17692d,#6fd58a)]',
  yellow: 'text-warn',
  blue: 'text-[light-dark(#1f55b5,#8db8ff)]',
  magenta: 'text-[light-dark(#8a2f9e,#e29bf2)]',
  cyan: 'text-[light-dark(#0b6470,#6fd3e0)]',
  white: 'text-ink-1',
};

/** One line. The current hit is filled, others are outlined. */
export function LogLineText({ row, hits, currentHit, selected, wrap, lead }: LogLineProps) {
  const runs = ansiRuns(row.raw, plainLine);
  return (
    <div
      className={clsx(
        'min-h-5 border-l-3 px-3 py-px desk:px-4',
        wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre',
        selected ? 'border-ink-1 bg-raised' : 'border-transparent',
      )}
    >
      {lead !== 'none' && <Lead row={row} withSource={lead === 'source'} />}
      {linePieces(row.text, hits, runs).map(({ from, text, hit, run }) => {
        const look = clsx(run?.colour && INK[run.colour], run?.bold && 'font-semibold');
        if (!hit)
          return look ? (
            <span key={from} className={look}>
              {text}
            </span>
          ) : (
            text
          );
        const current = hit === currentHit;
        return (
          <mark
            key={from}
            aria-current={current || undefined}
            className={clsx(
              'rounded-[3px]',
              current
                ? 'bg-solid text-on-solid'
                : 'bg-transparent font-semibold text-ink-1 outline-[1.5px] outline-ink-1',
            )}
          >
            {text}
          </mark>
        );
      })}
    </div>
  );
}

/** When it was written, by whom, and how grave it is, in front of the line. */
function Lead({ row, withSource }: { row: LogLineProps['row']; withSource: boolean }) {
  const grave = row.level === 'error' || row.level === 'warning';
  return (
    <span className="text-ink-2 select-none">
      {timeOfDay(row.at)} {withSource && <span className="inline-block min-w-[9ch]">{SOURCE_WORDS[row.source]} </span>}
      {grave && <span className={row.level === 'error' ? 'text-bad' : 'text-warn'}>{row.level} </span>}
    </span>
  );
}

function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}

/** Between two runs. */
export function StartedAnew({ source }: { source: LogSource }) {
  return (
    <Between>
      {isMachinesOwn(source) ? 'The machine was started anew' : `The ${SOURCE_WORDS[source]} log was begun anew`}
    </Between>
  );
}

/** Where lines came faster than a page can show. */
export function LeftOut({ gap, onShow }: { gap: LogGap; onShow: () => void }) {
  return (
    <Between>
      <span title="They came faster than they can be shown. The log has them all.">{gapWords(gap)}</span>
      <Button variant="bare" onClick={onShow}>
        Show them
      </Button>
    </Between>
  );
}

function Between({ children }: { children: ReactNode }) {
  return (
    <div className="flex items-center gap-3 px-4 py-1.5 font-sans text-small text-ink-2">
      <span aria-hidden className="flex-1 border-t border-dashed border-line-strong" />
      {children}
      <span aria-hidden className="flex-1 border-t border-dashed border-line-strong" />
    </div>
  );
}
