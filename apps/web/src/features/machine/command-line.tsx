'use client';
import type { MachineView } from '@baton/api/views';
import { useQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { Code } from '@/ui/code';
import { Section } from '@/ui/section';
import { SkeletonCard } from '@/ui/skeleton';
import { commandText } from './command-text';
import { ProblemNote } from './problem-note';

/** What QEMU is told, to read and to copy. */
export function CommandLine({ machine, revision }: { machine: MachineView; revision: number }) {
  const trpc = useTRPC();
  const up = machine.state.kind !== 'stopped';
  const client = useTRPCClient();
  // Another state or another revision is another command line.
  const argv = useQuery({
    queryKey: [...trpc.machine.commandLine.queryKey({ id: machine.id }), up, revision],
    queryFn: () => client.machine.commandLine.query({ id: machine.id }),
  });
  return (
    <Section title="Command line" action={up ? 'As it was started' : 'As it would be started now'}>
      {argv.data ? (
        <Code text={commandText(argv.data)} copyLabel="Copy the command line" />
      ) : argv.isError ? (
        <ProblemNote error={argv.error} onRetry={() => void argv.refetch()} />
      ) : (
        <SkeletonCard className="h-40" label="Loading the command line" />
      )}
    </Section>
  );
}
