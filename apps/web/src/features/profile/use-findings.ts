'use client';
import type { FindingView } from '@baton/api/views';
import { profileFindings } from '@baton/model/profile/check';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import { type Accelerator, capabilityFindings } from '@baton/model/qemu/check';
import { extraArgumentFindings } from '@baton/model/qemu/extra-arguments';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { profileDraftSchema } from './draft-schema';
import { type Checked, mergeFindings } from './merge-findings';
import { useSettled } from './use-settled';

/** What is found about a draft while it is edited: at once by rules alone, a moment later by the host. */
export function useFindings(
  id: string | null,
  draft: ProfileDraft,
  qemu: { readonly can: QemuCapabilities | null | undefined; readonly accelerator: Accelerator | undefined },
): readonly FindingView[] {
  const trpc = useTRPC();
  const asked = useSettled(JSON.stringify(draft));
  const parsed = useMemo(() => profileDraftSchema.safeParse(JSON.parse(asked)), [asked]);
  const complete = parsed.success ? parsed.data : draft;
  const check = useQuery({
    ...trpc.profile.check.queryOptions({ id, draft: complete }),
    // Nothing is asked about a draft that is not even complete.
    enabled: parsed.success,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  // Kept while the next answer comes.
  const [answered, setAnswered] = useState<Checked>();
  // A fix sets any JSON, which the types of the wire take for a value that may be missing.
  const found = check.data as readonly FindingView[] | undefined;
  if (found && answered?.findings !== found) setAnswered({ findings: found, draft: complete });
  const { can, accelerator = 'kvm' } = qemu;
  return useMemo(() => {
    const rules = (about: ProfileDraft) => [
      ...profileFindings(about),
      // Which folders their files may lie in is the host's to say.
      ...extraArgumentFindings(about.extraArguments),
      ...(can ? capabilityFindings(about, can, accelerator) : []),
    ];
    return mergeFindings(draft, answered, rules);
  }, [draft, answered, can, accelerator]);
}
