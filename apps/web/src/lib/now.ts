'use client';
import { useEffect, useState } from 'react';

/** The time of this browser, epoch milliseconds, renewed every `intervalMs`. For ages and durations. */
export function useNow(intervalMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return nowMs;
}
