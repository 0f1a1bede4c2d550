'use client';
import type { FindingView } from '@baton/api/views';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { profileDraftSchema } from './draft-schema';

/** Long enough that a word is not checked letter by letter. */
const PAUSE_MS = 350;
const NONE: readonly FindingView[] = [];

/** What the host says to a draft while it is edited. Nothing is asked about a draft that is not even complete. */
export function useFindings(id: string | null, draft: ProfileDraft): readonly FindingView[] {
  const trpc = useTRPC();
  const asked = useSettled(JSON.stringify(draft));
  const parsed = profileDraftSchema.safeParse(JSON.parse(asked));
  const complete = parsed.success ? parsed.data : draft;
  const check = useQuery({
    ...trpc.profile.check.queryOptions({ id, draft: complete }),
    enabled: parsed.success,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return parsed.success ? (check.data ?? NONE) : NONE;
}

/** `value` after it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
