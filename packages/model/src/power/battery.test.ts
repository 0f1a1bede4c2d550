import { expect, test } from 'vitest';
import { type Battery, type BatteryGuard, batteryVerdict } from './battery';

const guard = (when: BatteryGuard['when'], action: BatteryGuard['action'] = 'refuse'): BatteryGuard => ({
  when,
  percent: 30,
  action,
});
const at = (percent: number, onMains = false): Battery => ({ percent, onMains });

test.each<[string, BatteryGuard | undefined, Battery | null, string]>([
  ['no guard', undefined, at(3), 'go'],
  ['a guard that never minds', guard('never'), at(3), 'go'],
  ['no battery', guard('always'), null, 'go'],
  ['mains', guard('always'), at(3, true), 'go'],
  ['battery, and never on battery', guard('always'), at(99), 'refuse'],
  ['battery, and a warning is enough', guard('always', 'warn'), at(99), 'warn'],
  ['exactly the limit', guard('below'), at(30), 'go'],
  ['below the limit', guard('below'), at(29), 'refuse'],
])('%s', (_, guarded, battery, verdict) => {
  expect(batteryVerdict(guarded, battery)).toBe(verdict);
});
