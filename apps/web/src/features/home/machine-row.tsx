'use client';
import type { MachineView } from '@baton/api/views';
import { describe } from '@baton/model/describe';
import { lazy, memo, Suspense, useId } from 'react';
import type { GpuLook } from '@/features/gpu/gpu-words';
import { waitWords } from '@/features/gpu/targets';
import { useLiveVerb } from '@/features/machine-actions/use-live-verb';
import { CancelStart } from '@/features/start/cancel-start';
import { StartButton } from '@/features/start/start-button';
import { useWaiting, WAITS_FOR_FREE } from '@/features/start/waiting';
import { useAllowed } from '@/lib/allowed';
import { glyphOf, memoryWords, stateLine } from '@/lib/machine-words';
import { useNow } from '@/lib/now';
import { wordsOf } from '@/lib/problem';
import { BatonPill } from '@/ui/baton-pill';
import { Button, ButtonLink } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Glyph } from '@/ui/glyph';
import { ListRow } from '@/ui/list';
import { notify } from '@/ui/notify';

const RowPicture = lazy(() => import('@/features/live/row-picture'));

interface MachineRowProps {
  machine: MachineView;
  gpuLook: GpuLook | undefined;
}

/** One machine on Home. The whole row opens its page; the button does the one thing most wanted in its state. */
export const MachineRow = memo(function MachineRow({ machine, gpuLook }: MachineRowProps) {
  const lineId = useId();
  const nowMs = useNow(15_000);
  const maySee = useAllowed('machine.console') === undefined;
  const waiting = useWaiting(machine);
  const waits = waiting
    ? WAITS_FOR_FREE
    : machine.wantsGpu && machine.state.kind === 'stopped'
      ? waitWords(gpuLook)
      : undefined;
  // The lease is given at the start; the GPU itself is there when it has stopped moving.
  const holds = machine.holdsGpu && gpuLook !== 'moving';
  const starting = machine.state.kind === 'starting';
  const size = `${machine.vcpus} vCPU, ${memoryWords(machine.memoryMiB)}`;
  return (
    <ListRow
      leading={<Glyph state={glyphOf(machine.state)} />}
      name={machine.name}
      nameAfter={holds ? <BatonPill kind="holds" /> : machine.wantsGpu && <BatonPill kind="wants" />}
      href={pageOf(machine.id)}
      sub={
        <span id={lineId}>
          {machine.unreadable ? describe(machine.unreadable).title : (waits ?? stateLine(machine.state, nowMs))}
          {!machine.unreadable && !waits && (
            <>
              <span className={machine.wantsGpu ? 'max-desk:hidden' : undefined}>, {size}</span>
              {holds ? ', holds the GPU' : machine.wantsGpu && `, ${starting ? 'waits for' : 'wants'} the GPU`}
            </>
          )}
        </span>
      }
      trailing={
        <>
          {machine.hasConsole && (machine.state.kind === 'running' || machine.state.kind === 'paused') && maySee && (
            <span className="h-7 w-11 overflow-hidden rounded-[4px] bg-[#050606] desk:h-8.5 desk:w-14">
              <Suspense fallback={null}>
                <RowPicture machineId={machine.id} />
              </Suspense>
            </span>
          )}
          {waiting ? <CancelStart machine={machine} /> : <RowAction machine={machine} waits={waits} lineId={lineId} />}
        </>
      }
    />
  );
});

function RowAction({ machine, waits, lineId }: { machine: MachineView; waits: string | undefined; lineId: string }) {
  if (machine.unreadable) return <ButtonLink href={pageOf(machine.id)}>Open</ButtonLink>;
  switch (machine.state.kind) {
    case 'stopped':
      return <StartButton machine={machine} waits={waits} reasonId={lineId} />;
    case 'paused':
      return <ResumeButton machine={machine} />;
    case 'running':
      return (
        <ButtonLink href={`${pageOf(machine.id)}&tab=console`}>
          Console<span className="sr-only"> of {machine.name}</span>
        </ButtonLink>
      );
    case 'starting':
      return <Chip>Starting</Chip>;
    case 'stopping':
      return <Chip>Stopping</Chip>;
    case 'unresponsive':
      return <ButtonLink href={pageOf(machine.id)}>Open</ButtonLink>;
  }
}

function ResumeButton({ machine }: { machine: MachineView }) {
  const { mutate, isPending } = useLiveVerb(machine.id);
  const forbidden = useAllowed('machine.operate');
  const tell = (error: unknown) => {
    const words = wordsOf(error);
    notify({ tone: 'bad', title: words.title, detail: `${words.what} ${words.next}` });
  };
  return (
    <Button busy={isPending} disabled={forbidden !== undefined} onClick={() => mutate('resume', { onError: tell })}>
      Resume<span className="sr-only"> {machine.name}</span>
    </Button>
  );
}

function pageOf(machineId: string): string {
  return `/machine?id=${encodeURIComponent(machineId)}`;
}
