'use client';
import { useEffect, useState } from 'react';
import { Button } from '../button';
import { clockTime } from '../chart-words';
import { Note } from '../note';

export interface ConnectionBannerProps {
  /** When the connection went, epoch milliseconds of this browser. */
  lostAtMs: number;
  /** When the values on the screen were true, epoch milliseconds. */
  valuesFromMs: number;
  /** When the next try is, epoch milliseconds of this browser. Left out while it is under way. */
  retryAtMs?: number;
  /** Left out where the tries come so often that nobody needs to ask. */
  onRetry?: () => void;
}

/** Says that what is on the screen is old, and how old. Said aloud once; the seconds only tick for the eye. */
export function ConnectionBanner({ lostAtMs, valuesFromMs, retryAtMs, onRetry }: ConnectionBannerProps) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const retryS = retryAtMs === undefined ? 0 : Math.max(0, Math.ceil((retryAtMs - nowMs) / 1000));
  return (
    <div className="max-w-[1204px] px-4 pt-3 desk:px-9">
      <p role="status" className="sr-only">
        Connection lost. Values are from {clockTime(valuesFromMs, true)}.
      </p>
      <Note
        title={`Connection lost, ${age(nowMs - lostAtMs)} ago`}
        action={
          onRetry && (
            <Button onClick={onRetry} busy={retryAtMs === undefined}>
              Try now
            </Button>
          )
        }
      >
        Values below are from {clockTime(valuesFromMs, true)}.{' '}
        {retryS > 0 ? `Trying again in ${retryS} s.` : 'Trying again now.'}
      </Note>
    </div>
  );
}

function age(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
