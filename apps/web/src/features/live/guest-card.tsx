'use client';
import type { GuestView } from '@baton/api/live/guest';
import type { MachineView } from '@baton/api/views';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';
import { Card } from '@/ui/card';
import { Code } from '@/ui/code';
import { KeyValue } from '@/ui/key-value';
import { Section } from '@/ui/section';

const AGENT_WORDS: Record<GuestView['agent'], string> = {
  off: 'The machine is not up',
  absent: 'None: install qemu-guest-agent in the guest',
  silent: 'There, but it does not answer',
  present: 'Answers',
};

/** What the guest tells of itself through its agent. Nothing while the machine is not up. */
export default function GuestCard({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const up = machine.state.kind === 'running' || machine.state.kind === 'paused';
  const guest = useQuery({ ...trpc.guest.view.queryOptions({ id: machine.id }), enabled: up });
  const view = guest.data;
  if (!up || !view || view.agent === 'off') return null;
  return (
    <Section title="Guest">
      <Card className="grid gap-3">
        <KeyValue
          items={[
            {
              key: 'Guest agent',
              value: view.version === null ? AGENT_WORDS[view.agent] : `${AGENT_WORDS[view.agent]}, ${view.version}`,
            },
            ...(view.os === null ? [] : [{ key: 'System', value: view.os }]),
            ...(view.hostname === null ? [] : [{ key: 'Name', value: view.hostname }]),
          ]}
        />
        {view.addresses.length > 0 && (
          <div className="grid gap-1.5">
            <span className="text-small text-ink-2">{view.addresses.length === 1 ? 'Address' : 'Addresses'}</span>
            {view.addresses.map((address) => (
              <Code key={address} text={address} copyLabel={`Copy ${address}`} />
            ))}
          </div>
        )}
      </Card>
    </Section>
  );
}
