'use client';
import type { MachineView } from '@baton/api/views';
import { LOG_SOURCES, type LogSource } from '@baton/model/log/line';
import { useRouter, useSearchParams } from 'next/navigation';
import { machineHref } from '@/features/machine/machine-tab';
import { ProblemNote } from '@/features/machine/problem-note';
import { StartButton } from '@/features/start/start-button';
import { EmptyState } from '@/ui/empty-state';
import { Segmented } from '@/ui/segmented';
import { SkeletonList } from '@/ui/skeleton';
import { LogPanel } from './log-panel';
import { useLog } from './use-log';

const FIRST_LINES = 400;
const SOURCES: readonly { value: LogSource; label: string }[] = [
  { value: 'serial', label: 'Serial port' },
  { value: 'qemu', label: 'QEMU' },
];

/** What the guest writes to its serial port, and what QEMU itself says. */
export default function LogsTab({ machine }: { machine: MachineView }) {
  const router = useRouter();
  const asked = useSearchParams().get('source');
  const source = LOG_SOURCES.find((known) => known === asked) ?? 'serial';
  const choose = (next: LogSource) =>
    router.replace(`${machineHref(machine.id, 'logs')}${next === 'serial' ? '' : `&source=${next}`}`, {
      scroll: false,
    });
  const picker = <Segmented full label="Log" value={source} onChange={choose} options={SOURCES} />;
  return <SourceLog key={source} machine={machine} source={source} picker={picker} />;
}

function SourceLog(props: { machine: MachineView; source: LogSource; picker: React.ReactNode }) {
  const { machine, source, picker } = props;
  const log = useLog({ machineId: machine.id, source, limit: FIRST_LINES, runId: machine.runId });
  const { state } = log;
  if (state.kind === 'ready' && state.buffer.rows.length > 0) return <LogPanel {...props} log={log} state={state} />;
  return (
    <>
      <div className="desk:w-80">{picker}</div>
      {state.kind === 'loading' && <SkeletonList rows={6} label="Loading the log" />}
      {state.kind === 'failed' && <ProblemNote error={state.error} onRetry={log.retry} />}
      {(state.kind === 'empty' || state.kind === 'ready') && (
        <EmptyState
          title="Nothing written yet"
          action={machine.state.kind === 'stopped' ? <StartButton machine={machine} variant="outline" /> : undefined}
        >
          {source === 'serial'
            ? `What ${machine.name} writes to its first serial port appears here by itself.`
            : 'QEMU has had nothing to say. That is good news.'}
        </EmptyState>
      )}
    </>
  );
}
