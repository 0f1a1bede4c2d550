import { z } from 'zod';

/** What the host's battery says; a host without one is on mains for ever. */
export interface Battery {
  readonly percent: number;
  /** False while it runs on the battery. */
  readonly onMains: boolean;
}

export const BATTERY_LIMIT_MIN = 5;
export const BATTERY_LIMIT_MAX = 95;

/** What a start with the GPU does on battery: the card takes more than the rest of the laptop. */
export const batteryGuardSchema = z.object({
  /** `always`: whenever the mains are off. `below`: only below `percent`. */
  when: z.enum(['never', 'always', 'below']),
  percent: z
    .int('Use a whole number.')
    .min(BATTERY_LIMIT_MIN, `Use at least ${BATTERY_LIMIT_MIN} %.`)
    .max(BATTERY_LIMIT_MAX, `Use at most ${BATTERY_LIMIT_MAX} %.`),
  action: z.enum(['warn', 'refuse']),
});
export type BatteryGuard = z.infer<typeof batteryGuardSchema>;

/** What the guard says now. */
export function batteryVerdict(guard: BatteryGuard | undefined, battery: Battery | null): 'go' | 'warn' | 'refuse' {
  if (!guard || guard.when === 'never' || battery === null || battery.onMains) return 'go';
  if (guard.when === 'below' && battery.percent >= guard.percent) return 'go';
  return guard.action;
}
