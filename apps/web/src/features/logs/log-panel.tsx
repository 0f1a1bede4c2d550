'use client';
import type { MachineView } from '@baton/api/views';
import { isMachinesOwn, type LogFilter, type LogPlace, type LogView } from '@baton/model/log/line';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { findHits, type Hit } from './find-hits';
import { JumpSheet } from './jump-sheet';
import { LineActions } from './line-actions';
import { LogActions } from './log-actions';
import type { LogBuffer } from './log-buffer';
import { LogSearch } from './log-search';
import { LogView as LogLines } from './log-view';
import { logLabel } from './log-words';
import { useDownload } from './use-download';
import { useFarSearch } from './use-far-search';
import { useLinkedLine } from './use-linked-line';
import type { Log, LogState } from './use-log';
import { useWrap } from './wrap-choice';

const PAGE_LINES = 1000;

interface LogPanelProps {
  machine: MachineView;
  view: LogView;
  pickers: ReactNode;
  log: Log;
  state: Extract<LogState, { kind: 'ready' }>;
  level: LogFilter['level'];
  /** Only lines with this text are shown; '' = all. */
  only: string;
  onOnly: (text: string) => void;
}

/** A log that has lines: search, follow, wrap, jump, download, links. */
export function LogPanel({ machine, view, pickers, log, state, level, only, onOnly }: LogPanelProps) {
  const { buffer, loading } = state;
  const { rows } = buffer;
  const [wrap, setWrap] = useWrap();
  const linked = useLinkedLine(buffer);
  const [following, setFollowing] = useState(log.place.kind === 'end');
  const [leftAt, setLeftAt] = useState(0);
  const { setReading } = log;
  useEffect(() => setReading(!following), [setReading, following]);
  const [text, setText] = useState(only);
  const wanted = useDeferredValue(text);
  const hits = useMemo(() => findHits(rows, wanted), [rows, wanted]);
  const [hitIndex, setHitIndex] = useState<number>();
  const [jumping, setJumping] = useState(false);
  const download = useDownload(machine, view);
  const open = (place: LogPlace) => {
    setFollowing(place.kind === 'end');
    log.open(place);
  };
  const far = useFarSearch({ ...{ view, level, buffer }, machineId: machine.id, onFound: open });
  const selected = rows.find((row) => row.key === linked.selectedKey);
  /** The opened place that was left for the end: it is not gone back to. */
  const [left, setLeft] = useState<number>();
  const opened = useFocus(state);
  const focus = left === state.opened ? undefined : opened;
  const first = focus ? hits.findIndex(({ row }) => row >= focus.row) : -1;
  const at = Math.min(hitIndex ?? (first === -1 ? hits.length - 1 : first), hits.length - 1);
  const hit = hits[at];

  const follow = (on: boolean) => {
    if (on) setLeft(state.opened);
    else setLeftAt(buffer.arrived);
    // The end is elsewhere: what is loaded is not it.
    if (on && !buffer.atEnd) log.open({ kind: 'end' });
    setFollowing(on);
  };
  const search = (next: string) => {
    setText(next);
    setHitIndex(undefined);
    if (next !== '') follow(false);
    if (next === '') onOnly('');
  };
  const step = (by: 1 | -1) => {
    if (hits.length === 0) return;
    follow(false);
    setHitIndex((at + by + hits.length) % hits.length);
  };
  return (
    <>
      <div className="grid gap-2.5 desk:flex desk:flex-wrap desk:items-center">
        <LogSearch text={text} onText={search} count={hits.length} at={at} onStep={step} />
        <div className="flex items-center gap-2 desk:contents">
          {pickers}
          <LogActions
            {...{ wrap, following, download }}
            onWrap={setWrap}
            onFollow={follow}
            onJump={() => setJumping(true)}
          />
        </div>
      </div>
      <JumpSheet
        open={jumping}
        onOpenChange={setJumping}
        from={lastTime(rows)}
        onJump={(when) => open({ kind: 'time', at: when })}
      />
      {download.lines !== undefined && (
        <Note
          tone="plain"
          role="status"
          title="Reading the whole log"
          action={<Button onClick={download.cancel}>Cancel</Button>}
        >
          {download.lines} lines so far
        </Note>
      )}
      {linked.gone && (
        <Note tone="plain" role="status" title="The linked line is not in this log any more">
          Its run is not kept any more, or the line is so old that it was cleared away.
        </Note>
      )}
      {selected?.kind === 'line' && <LineActions text={selected.text} onClose={() => linked.select(undefined)} />}
      {text !== '' && (
        <div className="flex flex-wrap items-center gap-x-3 text-small text-ink-2">
          {only === '' && buffer.back !== null && (
            <>
              Searched in the {rows.length} lines that are loaded.
              <Button variant="bare" busy={far.busy} onClick={() => far.earlier(text)}>
                Search earlier lines
              </Button>
            </>
          )}
          {far.busy && (
            <Button variant="bare" onClick={far.cancel}>
              Stop searching
            </Button>
          )}
          <Button variant="bare" aria-pressed={only !== ''} onClick={() => onOnly(only === '' ? text : '')}>
            {only === '' ? 'Show only lines with it' : 'Show all lines'}
          </Button>
        </div>
      )}
      <LogLines
        label={logLabel(view, machine.name)}
        lead={view === 'all' ? 'source' : isMachinesOwn(view) ? 'none' : 'time'}
        rows={rows}
        wrap={wrap}
        hits={hits}
        hit={following ? undefined : text === '' || hitIndex === undefined ? (focus ?? hit) : hit}
        selectedKey={linked.selectedKey}
        onSelect={linked.select}
        following={following}
        onFollowing={follow}
        newLines={buffer.atEnd ? buffer.arrived - leftAt : 0}
        atEnd={buffer.atEnd}
        onNearTop={() => void log.loadEarlier(PAGE_LINES)}
        onNearEnd={() => void log.loadLater(PAGE_LINES)}
        onOpenCursor={(cursor) => open({ kind: 'cursor', cursor })}
        loading={loading !== null}
      />
    </>
  );
}

/** The row to show once after the log was opened at a place. */
function useFocus({ opened, focusKey, buffer }: LogPanelProps['state']): Hit | undefined {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each place that was opened, with the rows that it brought
  return useMemo(() => {
    const row = focusKey === undefined ? -1 : buffer.rows.findIndex(({ key }) => key === focusKey);
    return row === -1 ? undefined : { row, from: 0, to: 0 };
  }, [opened]);
}

function lastTime(rows: LogBuffer['rows']): number {
  const last = rows.at(-1);
  return last?.kind === 'line' ? last.at : Date.now();
}
