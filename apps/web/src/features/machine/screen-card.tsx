'use client';
import type { MachineView } from '@baton/api/views';
import { MonitorOff } from 'lucide-react';
import Link from 'next/link';
import { lazy, Suspense, useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { machineHref } from './machine-tab';

const Thumbnail = lazy(() => import('@/features/console/thumbnail'));
const PictureSheet = lazy(() => import('@/features/live/picture-sheet'));

/** The machine's screen, small and live, and the way to the console. */
export function ScreenCard({ machine }: { machine: MachineView }) {
  const forbidden = useAllowed('machine.console');
  const [picture, setPicture] = useState(false);
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
      <div className="flex border-t border-line *:min-h-11 *:flex-1">
        <Link
          href={machineHref(machine.id, 'console')}
          prefetch={false}
          className="press flex items-center justify-center px-4 font-strong no-underline -outline-offset-2"
        >
          Open console
        </Link>
        {shows && !forbidden && (
          <button
            type="button"
            onClick={() => setPicture(true)}
            className="press border-l border-line px-4 font-strong -outline-offset-2"
          >
            Full picture
          </button>
        )}
      </div>
      {picture && (
        <Suspense fallback={null}>
          <PictureSheet machine={machine} onClose={() => setPicture(false)} />
        </Suspense>
      )}
    </Card>
  );
}
