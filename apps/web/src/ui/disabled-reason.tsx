import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon';

/** Why a control is off, printed beside it: a tooltip does not exist on touch. Point `aria-describedby` at `id`. */
export function DisabledReason({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span id={id} className="flex items-start gap-1.5 text-small text-ink-2">
      <Icon as={Info} small className="mt-px" />
      <span>{children}</span>
    </span>
  );
}
