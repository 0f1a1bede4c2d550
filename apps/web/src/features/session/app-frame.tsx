'use client';
import '@/lib/schemas-without-eval';
import { usePathname } from 'next/navigation';
import { lazy, type ReactNode, Suspense } from 'react';
import { UploadsProvider } from '@/features/library/uploads';
import { StartMachineProvider } from '@/features/start/start-machine';
import { AgentProvider } from '@/lib/agent';
import { LiveEvents } from '@/lib/live';
import { SessionGate } from '@/lib/session-gate';
import { LogIn } from './log-in';
import { SessionWatch } from './session-watch';
import { Shell } from './shell';
import { Unreachable } from './unreachable';
import { Waiting } from './waiting';

// Once in the life of a host: everybody else's first load is without it.
const FirstRun = lazy(() => import('./first-run').then(({ FirstRun: page }) => ({ default: page })));

/** The gallery of primitives has nothing to ask of an agent. */
const WITHOUT_AGENT = /^\/design(\.html)?$/;

/** Everything around every page: the line to the agent, who is logged in, what stays true by itself, and the shell. */
export function AppFrame({ children }: { children: ReactNode }) {
  if (WITHOUT_AGENT.test(usePathname())) return children;
  return (
    <AgentProvider>
      <SessionGate
        waiting={<Waiting />}
        firstRun={(state) => (
          <Suspense fallback={<Waiting />}>
            <FirstRun simulated={state.simulated} />
          </Suspense>
        )}
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
