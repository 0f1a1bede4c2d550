'use client';
import { findingWords } from '@baton/model/describe';
import { isOver, type Operation } from '@baton/model/operation/operation';
import type { Problem } from '@baton/model/problem';
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { notify } from '@/ui/notify';
import { hasChoices } from './about-gpu';

/** What a start needs to know of the machine. */
export interface StartTarget {
  readonly id: string;
  readonly name: string;
}

/** For this time only. */
export interface StartChoices {
  readonly gpu?: 'as-profile' | 'without';
  /** Waits until no process of the host has the GPU open. */
  readonly whenFree?: boolean;
  /** Asks after the hand-over whether the screen lives. */
  readonly askToKeep?: boolean;
}

export interface StartMachine {
  /** Asks for the start. When it is refused, a sheet says why and offers what is possible instead. */
  start(machine: StartTarget, choices?: StartChoices): void;
  /** Opens that sheet for a start that was refused before. */
  offer(machine: StartTarget, problem: Problem): void;
  /** The machine whose start was asked for and not answered yet. */
  readonly busyId: string | null;
}

interface Refused {
  readonly machine: StartTarget;
  readonly problem: Problem;
}

/** A start of this page whose first step may still find a reason against it. */
interface Begun {
  readonly machine: StartTarget;
  readonly operationId: string;
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
  const [begun, setBegun] = useState<Begun>();
  const { mutate, isPending, variables } = useMutation(trpc.machine.start.mutationOptions());
  const busyId = isPending ? (variables?.id ?? null) : null;
  const found = useQuery(trpc.operation.get.queryOptions(begun ? { id: begun.operationId } : skipToken)).data;

  useTellFindings(found?.id === begun?.operationId ? found : undefined);
  useEffect(() => {
    if (!begun || !found || found.id !== begun.operationId || !isOver(found)) return;
    setBegun(undefined);
    if (!stoppedAtCheck(found) || !found.problem || !hasChoices(found.problem)) return;
    setRefused({ machine: begun.machine, problem: found.problem });
    setOpen(true);
  }, [begun, found]);

  const value = useMemo((): StartMachine => {
    const offer = (machine: StartTarget, problem: Problem) => {
      setRefused({ machine, problem });
      setOpen(true);
    };
    return {
      busyId,
      offer,
      start: (machine, choices) =>
        mutate(
          { id: machine.id, ...choices },
          {
            onSuccess: ({ operationId }) => setBegun(operationId === null ? undefined : { machine, operationId }),
            onError: (error) => offer(machine, problemOf(error)),
          },
        ),
    };
  }, [busyId, mutate]);

  return (
    <StartContext value={value}>
      {children}
      {refused && (
        <Suspense fallback={null}>
          <RefusedStartSheet
            key={refused.problem.code}
            open={open}
            onOpenChange={setOpen}
            machine={refused.machine}
            problem={refused.problem}
          />
        </Suspense>
      )}
    </StartContext>
  );
}

/** Its first step found the reason: nothing was begun, and the person still looks at the button. */
function stoppedAtCheck({ steps }: Operation): boolean {
  return steps.every(({ kind, state }) => kind === 'check' || state === 'todo');
}

/** What the start has to say beside its steps, such as that the laptop runs on battery: once, to whoever pressed the button. */
function useTellFindings(operation: Operation | undefined): void {
  const told = useRef(new Set<string>());
  useEffect(() => {
    for (const found of operation?.findings ?? []) {
      const key = `${operation?.id} ${found.code}`;
      if (told.current.has(key)) continue;
      told.current.add(key);
      const { title, what, next } = findingWords(found);
      notify({ tone: found.severity === 'warning' ? 'warn' : 'plain', title, detail: `${what} ${next}` });
    }
  }, [operation]);
}
