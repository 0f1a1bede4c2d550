'use client';
import type { MachineView } from '@baton/api/views';
import { MonitorOff } from 'lucide-react';
import Link from 'next/link';
import { lazy, Suspense } from 'react';
import { useAllowed } from '@/lib/allowed';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { machineHref } from './machine-tab';

const Thumbnail = lazy(() => import('@/features/console/thumbnail'));

/** The machine's screen, small and live, and the way to the console. */
export function ScreenCard({ machine }: { machine: MachineView }) {
  const forbidden = useAllowed('machine.console');
  const shows = machine.hasConsole && machine.state.kind !== 'stopped' && machine.state.kind !== 'starting';
  const why = forbidden ?? (machine.state.kind === 'starting' ? 'It is starting.' : `${machine.name} is not running.`);
  return (
    <Card flush>
      <div className="relative grid aspect-16/10 place-items-center overflow-hidden bg-[#050606] text-[#EDF0F0]">
        {shows && !forbidden ? (
          <Suspense fallback={null}>
            <Thumbnail machineId={machine.id} />
            <Link
              href={machineHref(machine.id, 'console')}
              prefetch={false}
              aria-label={`Open the console of ${machine.name}`}
              className="absolute inset-0 -outline-offset-4 focus-visible:outline-[#EDF0F0]"
            />
          </Suspense>
        ) : (
          <div className="grid justify-items-center gap-2 px-6 text-center">
            <Icon as={MonitorOff} />
            <b className="font-semibold">No screen to show</b>
            <span className="text-small text-[#B0B9BB]">{why}</span>
          </div>
        )}
      </div>
      <Link
        href={machineHref(machine.id, 'console')}
        prefetch={false}
        className="press flex min-h-11 items-center justify-center border-t border-line px-4 font-strong no-underline -outline-offset-2"
      >
        Open console
      </Link>
    </Card>
  );
}
