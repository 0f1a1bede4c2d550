'use client';
import { pinnedCpus } from '@baton/model/host/pinning';
import { isUp } from '@baton/model/machine/state';
import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { useMemo } from 'react';
import { useTRPC } from '@/lib/agent';

/** Each CPU of the host as a bar; those that a machine's processors are kept to stand out. */
export function HostCores({ percents }: { percents: readonly (number | null)[] }) {
  const pinned = usePinned();
  const names = [...new Set(pinned.values())].join(', ');
  return (
    <li className="px-4 pb-2.5">
      <span className="sr-only">
        {percents.map((percent, cpu) => coreWords(cpu, percent, pinned.get(cpu))).join(', ')}
      </span>
      <div aria-hidden className="flex h-7 items-end gap-0.5">
        {percents.map((percent, cpu) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the CPU's number
            key={cpu}
            title={coreWords(cpu, percent, pinned.get(cpu))}
            className={clsx('relative h-full min-w-0 flex-1 rounded-[2px] bg-groove', percent === null && 'hatched')}
          >
            <span
              className={clsx('absolute inset-x-0 bottom-0 rounded-[2px]', pinned.has(cpu) ? 'bg-ink-1' : 'bg-ink-3')}
              style={{ height: `${percent ?? 0}%` }}
            />
            {pinned.has(cpu) && <span className="absolute inset-x-0 -bottom-1 h-0.5 bg-ink-1" />}
          </span>
        ))}
      </div>
      {names && <span className="mt-1.5 block text-label text-ink-2">Underlined: kept for {names}</span>}
    </li>
  );
}

function coreWords(cpu: number, percent: number | null, machine: string | undefined): string {
  const busy = percent === null ? 'offline' : `${percent} %`;
  return `CPU ${cpu}: ${busy}${machine === undefined ? '' : `, kept for ${machine}`}`;
}

/** CPUs of the host that machines which run are pinned to, with the machine's name. */
function usePinned(): ReadonlyMap<number, string> {
  const trpc = useTRPC();
  const machines = useQuery(trpc.machine.list.queryOptions());
  const up = machines.data?.filter(({ state }) => isUp(state)) ?? [];
  const profiles = useQuery({ ...trpc.profile.list.queryOptions(), enabled: up.length > 0 });
  return useMemo(() => {
    const pinned = new Map<number, string>();
    for (const { id, definition } of profiles.data ?? []) {
      const machine = up.find((each) => each.id === id);
      const pinning = machine && definition.cpu.pinning;
      if (pinning) for (const cpu of pinnedCpus(pinning)) pinned.set(cpu, machine.name);
    }
    return pinned;
  }, [profiles.data, up]);
}
