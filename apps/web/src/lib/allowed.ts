'use client';
import { may, type Permission } from '@baton/model/access/roles';
import { describe } from '@baton/model/describe';
import { problem } from '@baton/model/problem';
import { useSession } from './session-gate';

/** @returns why this session may not do it, or undefined when it may. The agent has the last word. */
export function useAllowed(permission: Permission): string | undefined {
  const { actor } = useSession();
  return may(actor.role, permission) ? undefined : describe(problem('access.forbidden', { permission })).what;
}
