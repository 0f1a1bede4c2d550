'use client';
import type { SessionStateView } from '@baton/api/views';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { useTRPC } from './agent';

type SignedIn = SessionStateView & { actor: NonNullable<SessionStateView['actor']> };

const SessionContext = createContext<SignedIn | null>(null);

/** Who is logged in; only inside the gate. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of SessionGate');
  return session;
}

export interface SessionGateProps {
  readonly children: ReactNode;
  /** Shown until the agent answered for the first time. */
  readonly waiting: ReactNode;
  readonly firstRun: (state: SessionStateView) => ReactNode;
  readonly logIn: (state: SessionStateView) => ReactNode;
  readonly unreachable: (retry: () => void) => ReactNode;
}

/** Decides what this browser may see: choose a password, log in, or the app. */
export function SessionGate({ children, waiting, firstRun, logIn, unreachable }: SessionGateProps) {
  const trpc = useTRPC();
  const state = useQuery({
    ...trpc.session.state.queryOptions(),
    retry: 2,
    // While the agent cannot be reached, ask again by itself: the page is open on somebody's sofa.
    refetchInterval: (query) => (query.state.status === 'error' ? 2000 : false),
  });
  if (!state.data) return state.isError ? unreachable(() => void state.refetch()) : waiting;
  if (state.data.setupNeeded) return firstRun(state.data);
  if (!state.data.actor) return logIn(state.data);
  return <SessionContext value={{ ...state.data, actor: state.data.actor }}>{children}</SessionContext>;
}
