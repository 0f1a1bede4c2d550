'use client';
import type { MachineView } from '@baton/api/views';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { Code } from '@/ui/code';
import { Section } from '@/ui/section';
import { SkeletonCard } from '@/ui/skeleton';
import { Switch } from '@/ui/switch';
import { ArgumentList } from './argument-list';
import { commandText } from './command-text';
import { ProblemNote } from './problem-note';

interface CommandLineProps {
  machine: MachineView;
  revision: number;
}

/** What QEMU is told, to read and to copy; on demand with why. */
export function CommandLine({ machine, revision }: CommandLineProps) {
  const trpc = useTRPC();
  const up = machine.state.kind !== 'stopped';
  const client = useTRPCClient();
  const [reasons, setReasons] = useState(false);
  // Another state or another revision is another command line.
  const argv = useQuery({
    queryKey: [...trpc.machine.commandLine.queryKey({ id: machine.id }), up, revision],
    queryFn: () => client.machine.commandLine.query({ id: machine.id }),
  });
  return (
    <Section title="Command line" action={up ? 'As it was started' : 'As it would be started now'}>
      {argv.data ? (
        <>
          <Code text={commandText(argv.data)} copyLabel="Copy the command line" />
          <Switch
            label="Say why each argument is there"
            checked={reasons}
            onChange={(event) => setReasons(event.target.checked)}
          />
          {reasons && <Reasons machine={machine} revision={revision} />}
        </>
      ) : argv.isError ? (
        <ProblemNote error={argv.error} onRetry={() => void argv.refetch()} />
      ) : (
        <SkeletonCard className="h-40" label="Loading the command line" />
      )}
    </Section>
  );
}

function Reasons({ machine, revision }: CommandLineProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const told = useQuery({
    queryKey: [...trpc.machine.arguments.queryKey({ id: machine.id }), machine.state.kind !== 'stopped', revision],
    queryFn: () => client.machine.arguments.query({ id: machine.id }),
  });
  if (told.isError) return <ProblemNote error={told.error} onRetry={() => void told.refetch()} />;
  if (!told.data) return <SkeletonCard className="h-64" label="Loading the reasons" />;
  return <ArgumentList told={told.data} />;
}
