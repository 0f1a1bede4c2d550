'use client';
import type { MachineView } from '@baton/api/views';
import { LOG_LEVELS, LOG_VIEWS, type LogLevel, type LogView } from '@baton/model/log/line';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { machineHref } from '@/features/machine/machine-tab';
import { ProblemNote } from '@/features/machine/problem-note';
import { StartButton } from '@/features/start/start-button';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Select } from '@/ui/select';
import { SkeletonList } from '@/ui/skeleton';
import { LogPanel } from './log-panel';
import { emptyWords, LEVEL_WORDS, VIEW_WORDS } from './log-words';
import { linkedPlace } from './use-linked-line';
import { useLog } from './use-log';

const FIRST_LINES = 400;

/** What the machine, QEMU, Baton and the kernel wrote: one of them, or all by time. */
export default function LogsTab({ machine }: { machine: MachineView }) {
  const router = useRouter();
  const asked = useSearchParams().get('source');
  const view = LOG_VIEWS.find((known) => known === asked) ?? 'serial';
  const choose = (next: LogView) =>
    router.replace(`${machineHref(machine.id, 'logs')}${next === 'serial' ? '' : `&source=${next}`}`, {
      scroll: false,
    });
  const picker = (
    <Select aria-label="Log" value={view} onChange={(event) => choose(event.target.value as LogView)}>
      {LOG_VIEWS.map((each) => (
        <option key={each} value={each}>
          {VIEW_WORDS[each]}
        </option>
      ))}
    </Select>
  );
  return <OneLog key={view} machine={machine} view={view} picker={picker} />;
}

function OneLog({ machine, view, picker }: { machine: MachineView; view: LogView; picker: React.ReactNode }) {
  const [level, setLevel] = useState<LogLevel>('debug');
  /** Only lines with this text; '' = all. */
  const [only, setOnly] = useState('');
  const [first] = useState(linkedPlace);
  const filter = useMemo(() => ({ ...(only && { text: only }), ...(level !== 'debug' && { level }) }), [only, level]);
  const log = useLog({ machineId: machine.id, view, filter, limit: FIRST_LINES, runId: machine.runId }, first);
  const { state } = log;
  const isFiltered = only !== '' || level !== 'debug';
  const pickers = (
    <>
      <div className="min-w-0 flex-1 desk:w-40 desk:flex-none">{picker}</div>
      <div className="min-w-0 flex-1 desk:w-48 desk:flex-none">
        <Select aria-label="Which lines" value={level} onChange={(event) => setLevel(event.target.value as LogLevel)}>
          {[...LOG_LEVELS].reverse().map((each) => (
            <option key={each} value={each}>
              {LEVEL_WORDS[each]}
            </option>
          ))}
        </Select>
      </div>
    </>
  );
  const isShown = state.kind === 'ready' && (state.buffer.rows.length > 0 || state.buffer.back !== null);
  if (isShown) {
    return (
      <LogPanel
        machine={machine}
        view={view}
        pickers={pickers}
        log={log}
        state={state}
        level={filter.level}
        only={only}
        onOnly={setOnly}
      />
    );
  }
  return (
    <>
      <div className="flex items-center gap-2">{pickers}</div>
      {state.kind === 'loading' && <SkeletonList rows={6} label="Loading the log" />}
      {state.kind === 'failed' && <ProblemNote error={state.error} onRetry={log.retry} />}
      {(state.kind === 'empty' || state.kind === 'ready') && isFiltered && (
        <EmptyState
          title="No line like that"
          action={
            <Button
              onClick={() => {
                setOnly('');
                setLevel('debug');
              }}
            >
              Show all lines
            </Button>
          }
        >
          {only ? `No line here has “${only}”.` : 'No line here is that grave.'}
        </EmptyState>
      )}
      {(state.kind === 'empty' || state.kind === 'ready') && !isFiltered && (
        <EmptyState
          title="Nothing written yet"
          action={machine.state.kind === 'stopped' ? <StartButton machine={machine} variant="outline" /> : undefined}
        >
          {emptyWords(view, machine.name)}
        </EmptyState>
      )}
    </>
  );
}
