'use client';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { List, ListRow } from '@/ui/list';
import { Section } from '@/ui/section';
import { machineHref } from '../machine/machine-tab';
import type { WaitRow } from './automation-rows';

interface WaitListProps {
  rows: readonly WaitRow[];
  onLetGo: (machineId: string) => void;
}

/** Who starts when another one has stopped. Asked once: it is done, or taken back. */
export function WaitList({ rows, onLetGo }: WaitListProps) {
  const forbidden = useAllowed('machine.operate');
  return (
    <Section title="Waiting for another machine">
      <List label="Waiting for another machine">
        {rows.map(({ machine, after }) => (
          <ListRow
            key={machine.id}
            name={machine.name}
            sub={`Starts when ${after.name} stops`}
            wrap
            href={`${machineHref(machine.id, 'hardware')}#automation`}
            trailing={
              !forbidden && (
                <Button onClick={() => onLetGo(machine.id)}>
                  Do not wait<span className="sr-only"> with {machine.name}</span>
                </Button>
              )
            }
          />
        ))}
      </List>
    </Section>
  );
}
