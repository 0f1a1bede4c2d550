'use client';
import type { Automation } from '@baton/model/automation/automation';
import { Field } from '@/ui/field';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';

interface AutostartFieldsProps {
  autostart: Automation['autostart'];
  forbidden: string | undefined;
  onChange: (autostart: Automation['autostart']) => void;
}

const ORDER_MAX = 999;
const DELAY_MAX_S = 3600;

/** Whether it starts with the host, in which place, and how long the next one waits for it. */
export function AutostartFields({ autostart, forbidden, onChange }: AutostartFieldsProps) {
  const disabled = forbidden !== undefined;
  return (
    <>
      <Switch
        label="Start with the laptop"
        hint={forbidden ?? 'Once after the laptop was booted; not after an upgrade of Baton.'}
        checked={autostart.enabled}
        disabled={disabled}
        onChange={(event) => onChange({ ...autostart, enabled: event.target.checked })}
      />
      {autostart.enabled && (
        <div className="flex flex-wrap gap-4">
          <Field label="Place, the smallest first">
            <Stepper
              label="Place in the order"
              value={autostart.order}
              min={0}
              max={ORDER_MAX}
              disabled={disabled}
              onChange={(order) => onChange({ ...autostart, order })}
            />
          </Field>
          <Field label="Wait before the next, s">
            <Stepper
              label="Wait before the next one"
              value={autostart.delayS}
              min={0}
              max={DELAY_MAX_S}
              step={5}
              disabled={disabled}
              onChange={(delayS) => onChange({ ...autostart, delayS })}
            />
          </Field>
        </div>
      )}
    </>
  );
}
