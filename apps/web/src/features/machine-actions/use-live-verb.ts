'use client';
import { useMutation } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import type { LiveVerb } from './shown-actions';

/** Asks a running machine for one of its verbs. What comes of it arrives as the machine's new state. */
export function useLiveVerb(machineId: string) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  return useMutation({
    mutationKey: trpc.machine.pathKey(),
    mutationFn: (verb: LiveVerb) => {
      const input = { id: machineId };
      switch (verb) {
        case 'pause':
          return client.machine.pause.mutate(input);
        case 'resume':
          return client.machine.resume.mutate(input);
        case 'reboot':
          return client.machine.reboot.mutate(input);
        case 'shut-down':
          return client.machine.shutDown.mutate(input);
        case 'force-off':
          return client.machine.forceOff.mutate(input);
      }
    },
  });
}
