'use client';
import { ChevronDown, OctagonX, Trash2, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Chip } from '@/ui/chip';
import { Icon, type IconType } from '@/ui/icon';
import { isWithin } from '../at-path';
import { useEditor, useField } from '../editor';
import { Said } from './field-frame';

interface ItemCardProps {
  /** `disks.1`. */
  path: string;
  icon: IconType;
  /** “Disk 2”. */
  title: string;
  /** What it is, in a line. */
  sub: string;
  initiallyOpen?: boolean;
  removeLabel: string;
  onRemove: () => void;
  children: ReactNode;
}

/** An item of a list: a line that opens to its settings. Closed, it says what is wrong inside. */
export function ItemCard(props: ItemCardProps) {
  const { path, icon, title, sub, initiallyOpen = false, removeLabel, onRemove, children } = props;
  const { wish, arrived } = useEditor();
  const id = useId();
  const card = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(initiallyOpen);
  const field = useField<unknown>(path, { deep: !open });
  useEffect(() => {
    if (!wish || !isWithin(wish.path, path)) return;
    setOpen(true);
    if (wish.path !== path) return;
    card.current?.scrollIntoView({ block: 'center' });
    card.current?.querySelector('button')?.focus({ preventScroll: true });
    arrived();
  }, [wish, path, arrived]);
  return (
    <Card flush ref={card} as="section" aria-label={`${title}: ${sub}`} data-field={path}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="press flex min-h-16 w-full items-center gap-3 px-4 py-2.5 text-left -outline-offset-2 desk:min-h-14 desk:py-2"
        >
          <Icon as={icon} className="text-ink-2" />
          <span className="min-w-0 flex-1">
            <span className="block font-semibold">{title}</span>
            <span className="block truncate text-small text-ink-2">{sub}</span>
          </span>
          {!open && field.error && (
            <Chip tone="bad" icon={OctagonX}>
              Wrong
            </Chip>
          )}
          {!open && !field.error && field.warning && (
            <Chip tone="warn" icon={TriangleAlert}>
              Look
            </Chip>
          )}
          <Icon as={ChevronDown} small className={open ? 'rotate-180' : ''} />
        </button>
      </h3>
      {!open && (field.error ?? field.warning) && (
        <div className="grid gap-2 px-4 pb-3">
          <Said field={field} />
        </div>
      )}
      {open && (
        <div id={id} className="grid gap-5 border-t border-line p-4">
          <Said field={field} />
          {children}
          <Button icon={Trash2} className="w-fit" onClick={onRemove}>
            {removeLabel}
          </Button>
        </div>
      )}
    </Card>
  );
}
