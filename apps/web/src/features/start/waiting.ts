'use client';
import type { MachineView } from '@baton/api/views';
import type { Operation } from '@baton/model/operation/operation';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';

/** Said wherever such a machine is shown. */
export const WAITS_FOR_FREE = 'Waits until the GPU is free';

export function waitsForFree(operation: Operation | undefined): boolean {
  return operation?.steps.some(({ kind, state }) => kind === 'wait-free' && state === 'running') ?? false;
}

/** True while this machine's start waits until no process of the host has the GPU open. */
export function useWaiting(machine: Pick<MachineView, 'state' | 'operationId'>): boolean {
  const trpc = useTRPC();
  const id = machine.state.kind === 'starting' ? machine.operationId : null;
  return waitsForFree(useQuery(trpc.operation.get.queryOptions(id ? { id } : skipToken)).data);
}
