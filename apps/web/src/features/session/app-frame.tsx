'use client';
import '@/lib/schemas-without-eval';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { UploadsProvider } from '@/features/library/uploads';
import { StartMachineProvider } from '@/features/start/start-machine';
import { AgentProvider } from '@/lib/agent';
import { LiveEvents } from '@/lib/live';
import { SessionGate } from '@/lib/session-gate';
import { FirstRun } from './first-run';
import { LogIn } from './log-in';
import { SessionWatch } from './session-watch';
import { Shell } from './shell';
import { Unreachable } from './unreachable';
import { Waiting } from './waiting';

/** The gallery of primitives has nothing to ask of an agent. */
const WITHOUT_AGENT = /^\/design(\.html)?$/;

/** Everything around every page: the line to the agent, who is logged in, what stays true by itself, and the shell. */
export function AppFrame({ children }: { children: ReactNode }) {
  if (WITHOUT_AGENT.test(usePathname())) return children;
  return (
    <AgentProvider>
      <SessionGate
        waiting={<Waiting />}
        firstRun={(state) => <FirstRun simulated={state.simulated} />}
        logIn={(state) => <LogIn simulated={state.simulated} />}
        unreachable={(retry) => <Unreachable onRetry={retry} />}
      >
        <LiveEvents />
        <SessionWatch />
        <StartMachineProvider>
          <UploadsProvider>
            <Shell>{children}</Shell>
          </UploadsProvider>
        </StartMachineProvider>
      </SessionGate>
    </AgentProvider>
  );
}
