import type { ProfileDraft } from '@baton/model/profile/definition';
import { profileDraftSchema } from '@/features/profile/draft-schema';

const KEY = 'baton-draft';

/**
 * Leaves a draft for the editor, which takes it up at `/profile?draft=1`. A draft is too large for an address; it stays in this
 * tab, so that the editor has it again after a reload.
 * @returns where the editor is
 */
export function leaveDraft(draft: ProfileDraft): string {
  sessionStorage.setItem(KEY, JSON.stringify(draft));
  return '/profile?draft=1';
}

/** The draft that was left for the editor; null when there is none, or when it is none any more. */
export function leftDraft(): ProfileDraft | null {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return null;
  try {
    return profileDraftSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
