'use client';
import type { GpuProcess } from '@baton/model/handover/gpu-state';
import { lazy, Suspense, useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/now';
import { momentWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { DisabledReason } from '@/ui/disabled-reason';
import { List } from '@/ui/list';
import { useGpu } from './use-gpu';

const AskToCloseSheet = lazy(() => import('./ask-to-close-sheet'));

/** Somebody was asked to close and is being waited for. */
const SOON_MS = 1500;

const keyOf = ({ pid, startTicks }: GpuProcess) => `${pid}/${startTicks}`;

/** The host's processes that have the GPU open; each can be asked to close, one at a time, but those of services. */
export function HolderRows({ processes }: { processes: readonly GpuProcess[] }) {
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const [subject, setSubject] = useState<GpuProcess>();
  const [open, setOpen] = useState(false);
  const forbidden = useAllowed('gpu.move');
  const waits = processes.some((process) => asked.has(keyOf(process)));
  useGpu(waits ? SOON_MS : undefined);
  const ask = (process: GpuProcess) => {
    setSubject(process);
    setOpen(true);
  };
  return (
    <>
      <List label="Processes">
        {processes.map((process) => (
          <HolderRow
            key={keyOf(process)}
            process={process}
            asked={asked.has(keyOf(process))}
            service={process.service !== null}
            onAsk={forbidden ? undefined : () => ask(process)}
          />
        ))}
      </List>
      {forbidden && <DisabledReason>{forbidden}</DisabledReason>}
      <span role="status" className="sr-only">
        {waits ? 'Asked to close. It leaves the list when it has let go of the GPU.' : ''}
      </span>
      {subject && (
        <Suspense fallback={null}>
          <AskToCloseSheet
            key={keyOf(subject)}
            process={subject}
            open={open}
            onOpenChange={setOpen}
            onAsked={() => setAsked(new Set([...asked, keyOf(subject)]))}
          />
        </Suspense>
      )}
    </>
  );
}

interface HolderRowProps {
  process: GpuProcess;
  /** It was asked, and has not let go yet. */
  asked: boolean;
  /** The hand-over stops it by itself. */
  service: boolean;
  onAsk: (() => void) | undefined;
}

function HolderRow({ process: { pid, user, command, opens, since }, asked, service, onAsk }: HolderRowProps) {
  const nowMs = useNow(60_000);
  const facts = [
    `User ${user}`,
    since === null ? '' : `since ${momentWords(since, nowMs)}`,
    asked ? 'asked to close' : '',
  ];
  return (
    <li className="flex min-h-16 items-center gap-3 border-t border-line py-3 pr-3 pl-4 first:border-t-0 desk:min-h-14 desk:py-2.5">
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <b title={command} className="line-clamp-2 min-w-0 font-semibold wrap-anywhere">
            {command}
          </b>
          <span className="text-small text-ink-2">pid {pid}</span>
        </div>
        <p className="text-small text-ink-2">{facts.filter(Boolean).join(', ')}</p>
        {service && <p className="text-small text-ink-2">Stopped for the hand-over, and started again.</p>}
        {opens.length > 0 && (
          <p className="text-small text-ink-2">
            Opens <span className="mono wrap-anywhere">{opens.join(', ')}</span>
          </p>
        )}
      </div>
      {onAsk && !service && (
        <Button className="shrink-0" onClick={onAsk}>
          {asked ? 'Ask again' : 'Ask to close'}
          <span className="sr-only">
            {' '}
            ({command}, pid {pid})
          </span>
        </Button>
      )}
    </li>
  );
}
