'use client';
import type { BatteryGuard } from '@baton/model/power/battery';
import { Field } from '@/ui/field';
import { RadioOptions } from '@/ui/radio-options';
import { Switch } from '@/ui/switch';
import { NumberInput } from '../controls/number-input';
import { hintWith } from '../controls/warning-line';
import { batteryGuardSchema } from '../draft-schema';

interface BatteryFieldProps {
  error?: string;
  warning?: string;
  guard: BatteryGuard;
  onChange: (guard: BatteryGuard) => void;
}

type Choice = 'anyway' | BatteryGuard['action'];

const STEP_PERCENT = 5;

/** Starts anyway; the limit is what is offered first. */
export const NO_GUARD: BatteryGuard = { when: 'never', percent: 30, action: 'warn' };

/** A limit that is not asked for is none that could be wrong. */
function sound(guard: BatteryGuard): BatteryGuard {
  if (guard.when === 'below' || batteryGuardSchema.safeParse(guard).success) return guard;
  return { ...guard, percent: NO_GUARD.percent };
}

/** What a start with the GPU does while the laptop runs on its battery. */
export function BatteryField({ guard, onChange, error, warning }: BatteryFieldProps) {
  const choice: Choice = guard.when === 'never' ? 'anyway' : guard.action;
  const choose = (next: Choice) => {
    if (next === 'anyway') return onChange({ ...guard, when: 'never' });
    onChange({ ...guard, when: guard.when === 'never' ? 'always' : guard.when, action: next });
  };
  const below = (
    <>
      <Switch
        label="Only when the battery is low"
        checked={guard.when === 'below'}
        onChange={(event) => onChange(sound({ ...guard, when: event.target.checked ? 'below' : 'always' }))}
      />
      {guard.when === 'below' && (
        <Field label="Only below, in %" error={error} hint={hintWith(undefined, warning)}>
          <NumberInput
            label="Only below, in %"
            value={guard.percent}
            onChange={(percent) => onChange({ ...guard, percent })}
            step={(percent, direction) => percent + direction * STEP_PERCENT}
          />
        </Field>
      )}
    </>
  );
  return (
    <RadioOptions<Choice>
      label="On battery"
      value={choice}
      onChange={choose}
      options={[
        { value: 'anyway', label: 'Start anyway' },
        { value: 'warn', label: 'Warn', hint: 'It starts, and the warning stands where it is started.', more: below },
        {
          value: 'refuse',
          label: 'Do not start',
          hint: 'It can be started without the GPU, or when the laptop is plugged in.',
          more: below,
        },
      ]}
    />
  );
}
