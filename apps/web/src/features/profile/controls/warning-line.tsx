import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '@/ui/icon';

/** A field's hint and, in amber below it, what may go wrong today although it can be saved. */
export function hintWith(hint: ReactNode, warning: string | undefined): ReactNode {
  if (!warning) return hint;
  return (
    <>
      {hint && <span className="block">{hint}</span>}
      <span className="flex items-start gap-1.5 text-warn">
        <Icon as={TriangleAlert} small className="mt-px" />
        <span>{warning}</span>
      </span>
    </>
  );
}
