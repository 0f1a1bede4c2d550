'use client';
import type { Problem } from '@baton/model/problem';
import { useMutation } from '@tanstack/react-query';
import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { problemOf } from '@/lib/problem';

/** What a start needs to know of the machine. */
export interface StartTarget {
  readonly id: string;
  readonly name: string;
}

export interface StartMachine {
  /** Asks for the start. When it is refused, a sheet says why and offers what is possible instead. `gpu` is for this time only. */
  start(machine: StartTarget, gpu?: 'as-profile' | 'without'): void;
  /** The machine whose start was asked for and not answered yet. */
  readonly busyId: string | null;
}

interface Refused {
  readonly machine: StartTarget;
  readonly problem: Problem;
}

const StartContext = createContext<StartMachine | null>(null);
const RefusedStartSheet = lazy(() => import('./refused-start-sheet'));

/** How any page starts a machine. */
export function useStartMachine(): StartMachine {
  const start = useContext(StartContext);
  if (!start) throw new Error('useStartMachine outside of StartMachineProvider');
  return start;
}

/** Owns the one start that is being asked for, and the sheet of a refused one. Mounted once, inside the logged-in part. */
export function StartMachineProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const [refused, setRefused] = useState<Refused>();
  const [open, setOpen] = useState(false);
  const { mutate, isPending, variables } = useMutation(trpc.machine.start.mutationOptions());
  const busyId = isPending ? (variables?.id ?? null) : null;

  const value = useMemo(
    (): StartMachine => ({
      busyId,
      start: (machine, gpu) =>
        mutate(
          { id: machine.id, gpu },
          {
            onError: (error) => {
              setRefused({ machine, problem: problemOf(error) });
              setOpen(true);
            },
          },
        ),
    }),
    [busyId, mutate],
  );

  return (
    <StartContext value={value}>
      {children}
      {refused && (
        <Suspense fallback={null}>
          <RefusedStartSheet open={open} onOpenChange={setOpen} machine={refused.machine} problem={refused.problem} />
        </Suspense>
      )}
    </StartContext>
  );
}
