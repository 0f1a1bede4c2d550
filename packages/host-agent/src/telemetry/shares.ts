import type { CpuTicks } from '../ports/sensors';

/** Of one CPU, or of all together, 0 to 100; null without an earlier reading. */
export function ticksPercent(before: CpuTicks | null | undefined, now: CpuTicks | null): number | null {
  if (!before || !now) return null;
  const total = now.totalTicks - before.totalTicks;
  return total > 0 ? round(((now.busyTicks - before.busyTicks) / total) * 100) : null;
}

interface CpuTime {
  readonly at: number;
  /** CPU time used so far. */
  readonly ms: number;
}

/** 100 % = one CPU. A counter that went back belongs to another process: not measured. */
export function share(before: CpuTime | undefined, now: CpuTime): number | null {
  if (!before || now.ms < before.ms || now.at <= before.at) return null;
  return round(((now.ms - before.ms) / (now.at - before.at)) * 100);
}

interface Counter {
  readonly at: number;
  readonly count: number;
}

/** Whole units for each second; null when the counter went back. */
export function perSecond(before: Counter, now: Counter): number | null {
  if (now.count < before.count || now.at <= before.at) return null;
  return Math.round(((now.count - before.count) * 1000) / (now.at - before.at));
}

function round(percent: number): number {
  return Math.round(Math.max(0, percent) * 10) / 10;
}
