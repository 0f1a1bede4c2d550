import type { ProfileDraft } from '../definition';
import type { ProfileFix } from '../fix';

/** The draft as it is after the tap. */
export function applyFix(draft: ProfileDraft, { set }: ProfileFix): unknown {
  const changed: unknown = JSON.parse(JSON.stringify(draft));
  for (const { path, value } of set) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let place = changed as Record<string, unknown>;
    for (const key of keys) place = place[key] as Record<string, unknown>;
    place[last] = value;
  }
  return changed;
}
