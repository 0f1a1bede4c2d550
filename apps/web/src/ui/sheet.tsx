'use client';
import { lazy, type ReactNode, Suspense, useState } from 'react';

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The verb and its object: “Shut down win10?”. It names the dialog. */
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, below the body. Cancel goes last; leave it out and a plain Cancel is drawn. `null` draws none. */
  footer?: ReactNode;
  /** The word on the plain last button, where nothing is cancelled: “Close”. */
  closeLabel?: string;
  /** Wider than 520 px on the desktop, for tables and code. */
  wide?: boolean;
}

const SheetDialog = lazy(() => import('./sheet-dialog'));

/**
 * A question or a choice: bottom sheet below 900 px, centred dialog above.
 * Focus is trapped inside and goes back where it was; Escape closes. Its code is fetched when it first opens.
 */
export function Sheet(props: SheetProps) {
  const [used, setUsed] = useState(props.open);
  if (props.open && !used) setUsed(true);
  if (!used) return null;
  return (
    <Suspense fallback={null}>
      <SheetDialog {...props} />
    </Suspense>
  );
}
