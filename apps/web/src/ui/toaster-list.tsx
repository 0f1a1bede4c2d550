'use client';
import { Check, OctagonX, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { Icon } from './icon';
import type { Notice } from './notify';
import { useDesktop } from './use-desktop';

/** The list behind `Toaster`. */
export default function ToasterList({ notices }: { notices: readonly Notice[] }) {
  const desktop = useDesktop();
  const shown = useRef(0);
  useEffect(() => {
    for (const notice of notices.slice(shown.current)) show(notice);
    shown.current = notices.length;
  }, [notices]);
  return (
    <Sonner
      // A phone's sheets rise from below, with fields and buttons that a message must not cover.
      position={desktop ? 'bottom-center' : 'top-center'}
      expand
      offset={20}
      mobileOffset={{ top: 'calc(36px + env(safe-area-inset-top))', left: 16, right: 16 }}
      containerAriaLabel="Messages"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-3 font-sans rounded-note border border-line-strong bg-raised px-3.5 py-3 text-[14px]/5 text-ink-1 shadow-float desk:w-[356px]',
          content: 'min-w-0 flex-1',
          title: 'font-semibold',
          description: 'text-ink-2',
          actionButton:
            'press min-h-11 shrink-0 rounded-control border border-line-strong px-3 font-strong desk:min-h-9',
        },
      }}
    />
  );
}

const SIGN = { plain: Check, warn: TriangleAlert, bad: OctagonX };
const INK = { plain: 'text-ink-2', warn: 'text-warn', bad: 'text-bad' };

function show({ title, detail, tone = 'plain', action }: Notice) {
  toast(title, {
    description: detail,
    icon: <Icon as={SIGN[tone]} className={INK[tone]} />,
    // What went wrong stays until it is read.
    duration: tone === 'bad' ? Number.POSITIVE_INFINITY : 5000,
    closeButton: false,
    action: action
      ? { label: action.label, onClick: action.onPress }
      : tone === 'bad'
        ? { label: 'Close', onClick: () => undefined }
        : undefined,
  });
}
