'use client';
import type { MachineView } from '@baton/api/views';
import type { LogSource } from '@baton/model/log/line';
import { ArrowDownToLine, Download, Ellipsis, WrapText } from 'lucide-react';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { Button } from '@/ui/button';
import { Menu } from '@/ui/menu';
import { Note } from '@/ui/note';
import { useDesktop } from '@/ui/use-desktop';
import { findHits } from './find-hits';
import { LineActions } from './line-actions';
import { LogSearch } from './log-search';
import { LogView } from './log-view';
import { useDownload } from './use-download';
import { useLinkedLine } from './use-linked-line';
import type { Log, LogState } from './use-log';
import { useWrap } from './wrap-choice';

const PAGE_LINES = 1000;

interface LogPanelProps {
  machine: MachineView;
  source: LogSource;
  picker: ReactNode;
  log: Log;
  state: Extract<LogState, { kind: 'ready' }>;
}

/** A log that has lines: search, follow, wrap, download, links. */
export function LogPanel({ machine, source, picker, log, state }: LogPanelProps) {
  const { buffer, loadingEarlier } = state;
  const { rows } = buffer;
  const desktop = useDesktop();
  const [wrap, setWrap] = useWrap();
  const linked = useLinkedLine(log);
  const [following, setFollowing] = useState(linked.selectedKey === undefined);
  const [leftAt, setLeftAt] = useState(0);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const hits = useMemo(() => findHits(rows, wanted), [rows, wanted]);
  const [hitIndex, setHitIndex] = useState<number>();
  const [goTo, setGoTo] = useState<number>();
  const download = useDownload(machine, source);
  const at = hitIndex === undefined ? hits.length - 1 : Math.min(hitIndex, hits.length - 1);
  const hit = hits[at];
  const selected = rows.find((row) => row.key === linked.selectedKey);

  useEffect(() => setGoTo(linked.goTo), [linked.goTo]);
  const shown = useMemo(() => (goTo === undefined ? undefined : { row: goTo, from: 0, to: 0 }), [goTo]);

  const follow = (on: boolean) => {
    if (!on) setLeftAt(buffer.arrived);
    setFollowing(on);
  };
  const search = (next: string) => {
    setText(next);
    setHitIndex(undefined);
    if (next !== '') follow(false);
  };
  const step = (by: 1 | -1) => {
    if (hits.length === 0) return;
    follow(false);
    setHitIndex((at + by + hits.length) % hits.length);
  };
  const items = [
    { label: wrap ? 'Do not wrap long lines' : 'Wrap long lines', icon: WrapText, onSelect: () => setWrap(!wrap) },
    { label: 'Download the whole log', icon: Download, onSelect: download.start },
  ];
  return (
    <>
      <div className="grid gap-2.5 desk:flex desk:flex-wrap desk:items-center">
        <LogSearch text={text} onText={search} count={hits.length} at={at} onStep={step} />
        <div className="flex items-center gap-2">
          <div className="min-w-0 flex-1 desk:w-60 desk:flex-none">{picker}</div>
          {!desktop && <Menu iconOnly icon={Ellipsis} label="More for this log" items={items} />}
        </div>
        {desktop && (
          <div className="ml-auto flex items-center gap-2">
            <Button
              variant={wrap ? 'quiet' : 'outline'}
              icon={WrapText}
              aria-pressed={wrap}
              onClick={() => setWrap(!wrap)}
            >
              Wrap
            </Button>
            <Button icon={Download} busy={download.lines !== undefined} onClick={download.start}>
              Download
            </Button>
            <Button
              variant={following ? 'quiet' : 'outline'}
              icon={ArrowDownToLine}
              aria-pressed={following}
              onClick={() => follow(!following)}
            >
              {following ? 'Following' : 'Follow'}
            </Button>
          </div>
        )}
      </div>
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
          The log was started anew since the link was made.
        </Note>
      )}
      {selected?.kind === 'line' && <LineActions text={selected.text} onClose={() => linked.select(undefined)} />}
      {text !== '' && buffer.more && (
        <p className="flex flex-wrap items-center gap-x-3 text-small text-ink-2">
          Searched in the {rows.length} lines that are loaded.
          <Button variant="bare" busy={loadingEarlier} onClick={() => void log.loadEarlier(PAGE_LINES)}>
            Load earlier lines
          </Button>
        </p>
      )}
      <LogView
        label={source === 'serial' ? `Serial log of ${machine.name}` : `QEMU log of ${machine.name}`}
        rows={rows}
        wrap={wrap}
        hits={hits}
        hit={following ? undefined : text === '' ? shown : hit}
        selectedKey={linked.selectedKey}
        onSelect={linked.select}
        following={following}
        onFollowing={follow}
        newLines={buffer.arrived - leftAt}
        onNearTop={() => void log.loadEarlier(PAGE_LINES)}
        loadingEarlier={loadingEarlier}
      />
    </>
  );
}
