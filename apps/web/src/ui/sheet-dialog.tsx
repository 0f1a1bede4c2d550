'use client';
import * as Dialog from '@radix-ui/react-dialog';
import clsx from 'clsx';
import { useEffect, useRef } from 'react';
import { Button } from './button';
import type { SheetProps } from './sheet';
import './sheet.css';

/** The dialog behind `Sheet`: in a file of its own so that no page pays for it before one opens. */
export default function SheetDialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  closeLabel = 'Cancel',
  wide,
}: SheetProps) {
  const opener = useRef<Element>(null);
  useBackCloses(open, onOpenChange);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim fixed inset-0 z-10 bg-scrim" />
        <Dialog.Content
          // Radix warns where no description is; an explicit undefined says that it is meant.
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          // Radix gives the focus back to its own trigger only; ours is whatever had it.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          className={clsx(
            'sheet fixed z-11 flex flex-col border-line bg-card outline-none',
            'inset-x-0 bottom-0 max-h-[calc(100dvh-50px)] rounded-t-sheet border-t shadow-sheet',
            'desk:inset-x-auto desk:bottom-auto desk:top-[calc(50%+13px)] desk:left-1/2 desk:max-h-[calc(100dvh-90px)] desk:-translate-1/2 desk:rounded-gpu desk:border desk:shadow-dialog',
            wide ? 'desk:w-[min(860px,calc(100vw-64px))]' : 'desk:w-[520px]',
          )}
        >
          <span aria-hidden className="mx-auto mt-2.5 h-1 w-9 shrink-0 rounded-[2px] bg-line-strong desk:hidden" />
          <div className="grid min-h-0 content-start gap-4 overflow-y-auto overscroll-contain px-5 pt-4 pb-4 desk:px-7 desk:pt-6.5">
            <div className="grid gap-1.5">
              <Dialog.Title className="text-sheet font-semibold text-balance wrap-anywhere">{title}</Dialog.Title>
              {description && (
                <Dialog.Description asChild>
                  <div className="text-ink-2">{description}</div>
                </Dialog.Description>
              )}
            </div>
            {children}
          </div>
          {footer !== null && (
            <div className="grid shrink-0 gap-2 px-5 pb-[max(20px,env(safe-area-inset-bottom))] desk:px-7 desk:pb-6">
              {footer ?? (
                <Button variant="bare" onClick={() => onOpenChange(false)}>
                  {closeLabel}
                </Button>
              )}
            </div>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Android's Back closes the sheet instead of leaving the page, where the browser offers it (CloseWatcher). No history entry is faked. */
function useBackCloses(open: boolean, onOpenChange: (open: boolean) => void) {
  const close = useRef(onOpenChange);
  useEffect(() => {
    close.current = onOpenChange;
  }, [onOpenChange]);
  useEffect(() => {
    if (!open || !('CloseWatcher' in window)) return;
    const watcher = new CloseWatcher();
    watcher.onclose = () => close.current(false);
    return () => watcher.destroy();
  }, [open]);
}
