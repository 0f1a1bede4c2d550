'use client';
import type { Automation } from '@baton/model/automation/automation';
import { EmptyState } from '@/ui/empty-state';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';
import type { StartRow } from './automation-rows';
import { type Changing, SwitchRow } from './switch-row';

interface StartOrderProps extends Changing<(id: string, automation: Automation) => void> {
  rows: readonly StartRow[];
  /** That machine's row stays, whatever the switch says now. */
  onSwitched: (id: string) => void;
}

/** Which machines start with the laptop, in which order, and how long each keeps the next one waiting. */
export function StartOrder({ rows, forbidden, saving, save, onSwitched }: StartOrderProps) {
  return (
    <Section title="Start with the laptop" action={rows.length > 1 ? 'In this order' : undefined}>
      {rows.length === 0 ? (
        <EmptyState title="No machine starts with the laptop">
          Switch it on under Automation, on the Hardware page of a machine.
        </EmptyState>
      ) : (
        <List label="Start with the laptop">
          {rows.map(({ machine, automation, turn, waitS }) => (
            <SwitchRow
              key={machine.id}
              machine={machine}
              label={turn === null ? machine.name : `${turn}. ${machine.name}`}
              hint={startWords(automation.autostart.order, turn, waitS)}
              on={automation.autostart.enabled}
              disabled={forbidden || saving === machine.id}
              onSwitch={(enabled) => {
                onSwitched(machine.id);
                save(machine.id, { ...automation, autostart: { ...automation.autostart, enabled } });
              }}
            />
          ))}
        </List>
      )}
    </Section>
  );
}

function startWords(order: number, turn: number | null, waitS: number | null): string {
  if (turn === null) return 'Does not start with the laptop.';
  if (waitS === null) return `Place ${order}.`;
  return `Place ${order}. The next one ${waitS === 0 ? 'follows at once' : `waits ${waitS} s`}.`;
}
