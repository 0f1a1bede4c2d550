'use client';
import type { HostCpu, HostCpuThread } from '@baton/model/host/hardware';
import { coresOf } from '@baton/model/host/pinning';
import type { Pinning } from '@baton/model/profile/cpu';
import clsx from 'clsx';
import { usageOf } from './topology';

interface CorePictureProps {
  host: Pick<HostCpu, 'threads'>;
  pinning: Pinning;
  /** By hand: a cell is a button. */
  onPick?: (cpu: number) => void;
}

const KINDS = { same: '', performance: 'fast', efficiency: 'saving' } satisfies Record<HostCpuThread['kind'], string>;

/** The host's cores with their threads side by side: filled = a vCPU, striped = the host's and QEMU's own, outlined = free. */
export function CorePicture({ host, pinning, onPick }: CorePictureProps) {
  return (
    <ul
      aria-label="Cores of the host"
      className="grid grid-cols-2 gap-2.5 desk:grid-cols-[repeat(auto-fill,minmax(168px,1fr))]"
    >
      {coresOf(host).map((core, index) => {
        const kind = core[0] ? KINDS[core[0].kind] : '';
        const isKept = core.every(({ cpu }) => usageOf(pinning, cpu).vcpus.length === 0 && usageOf(pinning, cpu).qemu);
        return (
          <li key={core[0]?.cpu} className="grid content-start gap-2 rounded-note border border-line-strong p-2.5">
            <span className="flex items-baseline justify-between gap-2 text-[13px]/4">
              <b className="font-semibold">Core {index}</b>
              <span className="truncate text-ink-2">{isKept ? 'kept' : kind}</span>
            </span>
            <span className={clsx('grid gap-1.5', core.length > 1 && 'grid-cols-2')}>
              {core.map(({ cpu }) => (
                <Cell key={cpu} cpu={cpu} pinning={pinning} onPick={onPick} />
              ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Cell({ cpu, pinning, onPick }: { cpu: number } & Omit<CorePictureProps, 'host'>) {
  const { vcpus, qemu } = usageOf(pinning, cpu);
  const isTaken = vcpus.length > 0;
  const who = isTaken ? `vCPU ${vcpus.join(', ')}` : qemu ? 'Host' : 'Free';
  const look = clsx(
    'grid min-h-14 min-w-0 content-between rounded-[8px] border px-2 py-1.5 text-left',
    isTaken
      ? 'border-solid bg-solid text-on-solid'
      : qemu
        ? 'hatched border-line-strong'
        : 'border-dashed border-line-strong text-ink-2',
  );
  const face = (
    <>
      <b className="block truncate text-[13px]/4 font-semibold">{who}</b>
      <span className="block truncate font-mono text-[11.5px]/4">CPU {cpu}</span>
    </>
  );
  if (!onPick) return <span className={look}>{face}</span>;
  return (
    <button
      type="button"
      className={clsx('press', look)}
      aria-label={`CPU ${cpu}: ${who}. Change`}
      onClick={() => onPick(cpu)}
    >
      {face}
    </button>
  );
}
