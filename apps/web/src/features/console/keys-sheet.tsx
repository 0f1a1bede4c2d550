'use client';
import clsx from 'clsx';
import { ClipboardPaste } from 'lucide-react';
import { type ReactNode, type RefObject, useId, useState } from 'react';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Sheet } from '@/ui/sheet';
import { COMBINATIONS, FUNCTIONS, type KeyPress, SINGLE_KEYS, TERMINALS } from './combinations';
import { KeyButton } from './key-button';
import type { Modifier } from './keys';
import type { ScreenSession } from './screen-session';
import { heldWords, type Sent, sentNext, sentWords } from './sent-words';

interface KeysSheetProps {
  name: string;
  session: RefObject<ScreenSession | undefined>;
  held: ReadonlySet<Modifier>;
  /** Why no key arrives. */
  why: string | undefined;
  onPaste: () => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The keys that are on no bar. It stays open for the next one, and says below what was sent. */
export function KeysSheet({ name, session, held, why, onPaste, open, onOpenChange }: KeysSheetProps) {
  const [sent, setSent] = useState<Sent>();
  const change = (next: boolean) => {
    if (!next) setSent(undefined);
    onOpenChange(next);
  };
  const send = (press: KeyPress) => {
    session.current?.pressTogether(press.keys);
    setSent((before) => sentNext(before, press, held));
  };
  const keys = (presses: readonly KeyPress[], face = (label: string) => label) =>
    presses.map((press) => (
      <KeyButton
        key={press.label}
        tall
        off={why !== undefined}
        label={face(press.label) === press.label ? undefined : press.label}
        onPress={() => send(press)}
      >
        {face(press.label)}
      </KeyButton>
    ));
  return (
    <Sheet
      open={open}
      onOpenChange={change}
      title={`Send keys to ${name}`}
      wide
      footer={
        <>
          <p
            role="status"
            className={clsx(
              '-mx-5 border-t border-line px-5 pt-2.5 pb-0.5 text-center text-small desk:-mx-7',
              sent || why ? 'text-ink-1' : 'text-ink-2',
            )}
          >
            {why ?? (sent ? sentWords(sent) : heldWords(held))}
          </p>
          <Button variant="quiet" onClick={() => change(false)}>
            Done
          </Button>
        </>
      }
    >
      <div className="grid gap-5 desk:grid-cols-2 desk:gap-7">
        <Group title="Combinations" columns="grid-cols-2">
          {COMBINATIONS.map((press) => (
            <Wide key={press.label} off={why !== undefined} does={press.does} onPress={() => send(press)}>
              {press.label}
            </Wide>
          ))}
          <Wide
            off={why !== undefined}
            does="Typed key by key"
            icon
            onPress={() => {
              change(false);
              onPaste();
            }}
          >
            Paste from this device
          </Wide>
        </Group>
        <div className="grid content-start gap-5">
          <Group title="Single keys" columns="grid-cols-3 min-[360px]:grid-cols-4">
            {keys(SINGLE_KEYS)}
          </Group>
          <Group title="Function keys" columns={SIX}>
            {keys(FUNCTIONS)}
          </Group>
          <Group
            title="Ctrl+Alt and a function key"
            hint="Linux: text terminals on F3 to F6, the desktop on F1, F2 or F7."
            columns={SIX}
          >
            {keys(TERMINALS, (label) => label.replace('Ctrl+Alt+', ''))}
          </Group>
        </div>
      </div>
    </Sheet>
  );
}

/** 44 px and more each, on the narrowest phone too. */
const SIX = 'grid-cols-4 min-[360px]:grid-cols-6';

interface GroupProps {
  title: string;
  hint?: string;
  columns: string;
  children: ReactNode;
}

function Group({ title, hint, columns, children }: GroupProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-rows-[auto_1fr] gap-2">
      <div>
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        {hint && <p className="text-small text-pretty text-ink-2">{hint}</p>}
      </div>
      <div className={clsx('grid gap-1.5', columns)}>{children}</div>
    </section>
  );
}

interface WideProps {
  does: string;
  /** As wide as two, for a text instead of a key. */
  icon?: boolean;
  off: boolean;
  onPress: () => void;
  children: string;
}

/** A combination by its name, and what it does in most guests. */
function Wide({ does, icon, off, onPress, children }: WideProps) {
  const id = useId();
  return (
    <button
      type="button"
      aria-label={children}
      aria-describedby={id}
      disabled={off}
      onClick={onPress}
      className={clsx(
        'press flex min-h-13.5 min-w-0 items-center gap-3 rounded-control border border-line bg-raised px-3 py-1.5 text-left disabled:text-ink-3',
        icon && 'col-span-2',
      )}
    >
      {icon && <Icon as={ClipboardPaste} />}
      <span className="min-w-0">
        <b className="block font-strong">{children}</b>
        <span id={id} className={clsx('block text-small', !off && 'text-ink-2')}>
          {does}
        </span>
      </span>
    </button>
  );
}
