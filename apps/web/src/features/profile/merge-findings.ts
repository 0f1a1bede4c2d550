import type { FindingView } from '@baton/api/views';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import { getAt, isSame } from './at-path';

/** What the host said, and to which draft. */
export interface Checked {
  readonly findings: readonly FindingView[];
  readonly draft: ProfileDraft;
}

/**
 * All that is found about a draft. What the host said about an earlier one stays only where the value is still the same: nothing is
 * shown about what was just changed, and nothing flickers elsewhere.
 */
export function mergeFindings(
  draft: ProfileDraft,
  checked: Checked | undefined,
  _can: QemuCapabilities | null | undefined,
): readonly FindingView[] {
  const fromHost = (checked?.findings ?? []).filter(({ field }) =>
    isSame(getAt(draft, field), getAt(checked?.draft, field)),
  );
  return fromHost;
}
