'use client';
import type { BatteryGuard } from '@baton/model/power/battery';
import { Circle, CircleDot } from 'lucide-react';
import { Controller } from 'react-hook-form';
import { AFTER_EXIT_WORDS } from '@/features/machine/profile-words';
import { Card } from '@/ui/card';
import { OptionButton } from '@/ui/option-button';
import { Section } from '@/ui/section';
import { Switch } from '@/ui/switch';
import { BatteryField } from './battery-field';
import type { SectionParts } from './form-parts';
import { Messages } from './general-section';

const AFTER_EXITS = [
  { value: 'host', consequence: 'The host’s driver takes it again.' },
  { value: 'off', consequence: 'It has no power until somebody needs it.' },
  { value: 'leave', consequence: 'It stays reserved, so that the next start is quick.' },
] as const;

/** Whether the machine wants the GPU, and what becomes of it afterwards. */
export function GpuSection({ form, messages }: SectionParts) {
  const wanted = form.watch('gpu.wanted');
  const battery = form.watch('gpu.battery');
  const setBattery = (next: BatteryGuard) => {
    const how = { shouldDirty: true, shouldValidate: true };
    form.setValue('gpu.battery.when', next.when, how);
    form.setValue('gpu.battery.action', next.action, how);
    form.setValue('gpu.battery.percent', next.percent, how);
  };
  return (
    <Section title="GPU">
      <Card className="grid gap-4">
        <Switch
          {...form.register('gpu.wanted')}
          label="Wants the GPU"
          hint="The host lends it when the machine starts."
        />
        <Messages {...messages('gpu.wanted')} />
        {wanted && (
          <Controller
            name="gpu.afterExit"
            control={form.control}
            render={({ field }) => (
              // biome-ignore lint/a11y/useSemanticElements: options of ours, named by the line above them
              <div role="group" aria-label="After it stops" className="grid gap-2">
                <span aria-hidden className="text-small font-medium text-ink-2">
                  After it stops
                </span>
                {AFTER_EXITS.map(({ value, consequence }) => (
                  <OptionButton
                    key={value}
                    verb={AFTER_EXIT_WORDS[value]}
                    consequence={consequence}
                    icon={field.value === value ? CircleDot : Circle}
                    pressed={field.value === value}
                    onClick={() => field.onChange(value)}
                  />
                ))}
              </div>
            )}
          />
        )}
        <Messages {...messages('gpu.afterExit')} />
        {wanted && <BatteryField guard={battery} onChange={setBattery} {...messages('gpu.battery.percent')} />}
      </Card>
    </Section>
  );
}
