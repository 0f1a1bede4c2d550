'use client';
import { Copy, Link2, X } from 'lucide-react';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { notify } from '@/ui/notify';

/** For the selected line: a link to it that still works after a reload, and its text. */
export function LineActions({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <section
      aria-label="Selected line"
      className="flex flex-wrap items-center gap-2 rounded-note bg-raised py-1.5 pr-1.5 pl-3.5"
    >
      <span className="min-w-0 flex-1 truncate font-mono text-small max-desk:order-last max-desk:basis-full max-desk:pb-1.5">
        {text || '(empty line)'}
      </span>
      <Button variant="bare" icon={Link2} onClick={() => copy(window.location.href, 'Link')}>
        Copy link
      </Button>
      <Button variant="bare" icon={Copy} onClick={() => copy(text, 'Line')}>
        Copy line
      </Button>
      <IconButton icon={X} label="Unselect the line" onClick={onClose} />
    </section>
  );
}

function copy(text: string, what: string): void {
  // Only a secure page has a clipboard; the address bar has the link all the same.
  const copied = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error('no clipboard'));
  copied.then(
    () => notify({ title: `${what} copied` }),
    () => notify({ tone: 'warn', title: 'This browser did not let Baton copy', detail: text }),
  );
}
