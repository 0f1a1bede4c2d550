'use client';
import type { MachineView } from '@baton/api/views';
import { LoaderCircle, MonitorOff, RefreshCw, SquareTerminal } from 'lucide-react';
import { StartButton } from '@/features/start/start-button';
import { useNow } from '@/lib/now';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import type { ScreenState } from './screen-session';

interface ScreenOverlayProps {
  machine: MachineView;
  /** Why there is no screen at all. */
  why: string | undefined;
  state: ScreenState;
  onRetry: () => void;
  onSerial: () => void;
}

/** In place of the screen: what is the matter, and the next step. */
export function ScreenOverlay({ machine, why, state, onRetry, onSerial }: ScreenOverlayProps) {
  return (
    <div className="absolute inset-0 grid place-items-center-safe overflow-y-auto p-5 text-pretty wrap-anywhere">
      <div className="grid w-full max-w-[420px] justify-items-center gap-3 rounded-card border border-line bg-card px-6 py-6 text-center">
        {why ? (
          <>
            <Icon as={MonitorOff} className="text-ink-2" />
            <p>
              <b className="block font-semibold">No screen to show</b>
              <span className="text-ink-2">{why}</span>
            </p>
            {machine.state.kind === 'stopped' && (
              <StartButton machine={machine} variant={machine.wantsGpu ? 'accent' : 'solid'} />
            )}
            {machine.state.kind !== 'stopped' && machine.state.kind !== 'starting' && !machine.hasConsole && (
              <Button icon={SquareTerminal} onClick={onSerial}>
                Open the serial port
              </Button>
            )}
          </>
        ) : state.kind === 'lost' ? (
          <Lost retryAtMs={state.retryAtMs} onRetry={onRetry} />
        ) : (
          <>
            <Icon as={LoaderCircle} className="text-ink-2 motion-safe:animate-spin" />
            <b className="font-semibold">Connecting to the screen</b>
          </>
        )}
      </div>
    </div>
  );
}

function Lost({ retryAtMs, onRetry }: { retryAtMs: number; onRetry: () => void }) {
  const nowMs = useNow(500);
  const seconds = Math.max(0, Math.ceil((retryAtMs - nowMs) / 1000));
  return (
    <>
      <p>
        <b className="block font-semibold">The screen went away</b>
        <span className="text-ink-2">
          The machine goes on. {seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again now.'}
        </span>
      </p>
      <Button icon={RefreshCw} onClick={onRetry}>
        Try now
      </Button>
    </>
  );
}
