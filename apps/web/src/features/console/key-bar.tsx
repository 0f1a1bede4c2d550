'use client';
import clsx from 'clsx';
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Ellipsis, Keyboard, MessageSquare, Move } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Icon, type IconType } from '@/ui/icon';
import { Menu, type MenuItem } from '@/ui/menu';
import { FUNCTION_KEYS, KEYS, type Key, type Modifier } from './keys';
import type { ScreenSession } from './screen-session';

interface KeyBarProps {
  session: RefObject<ScreenSession | undefined>;
  held: ReadonlySet<Modifier>;
  /** Nothing can be typed: not connected, or looking only. */
  off: boolean;
  keyboardButton: RefObject<HTMLButtonElement | null>;
  onKeyboard: () => void;
  onSendText: () => void;
  /** At 100 %: whether dragging moves the picture. */
  drag?: { on: boolean; onChange: (on: boolean) => void };
}

const STICKY: readonly { modifier: Modifier; label: string }[] = [
  { modifier: 'ctrl', label: 'Ctrl' },
  { modifier: 'alt', label: 'Alt' },
  { modifier: 'win', label: 'Win' },
];
const ARROWS: readonly { icon: IconType; label: string; key: Key }[] = [
  { icon: ArrowLeft, label: 'Left', key: KEYS.left },
  { icon: ArrowUp, label: 'Up', key: KEYS.up },
  { icon: ArrowDown, label: 'Down', key: KEYS.down },
  { icon: ArrowRight, label: 'Right', key: KEYS.right },
];

/** The keys that a phone does not have. Ctrl, Alt and Win wait, pressed, for the key after them. */
export function KeyBar(props: KeyBarProps) {
  const { session, held, off, keyboardButton, onKeyboard, onSendText, drag } = props;
  const press = (key: Key) => session.current?.press(key);
  const items: MenuItem[] = [
    ...(drag
      ? [
          {
            label: drag.on ? 'Dragging uses the guest’s mouse' : 'Dragging moves the picture',
            icon: Move,
            onSelect: () => drag.onChange(!drag.on),
          },
        ]
      : []),
    { label: 'Enter', onSelect: () => press(KEYS.enter) },
    { label: 'Backspace', onSelect: () => press(KEYS.backspace) },
    { label: 'Delete', onSelect: () => press(KEYS.del) },
    ...FUNCTION_KEYS.map(({ label, key }, index) => ({ label, onSelect: () => press(key), separated: index === 0 })),
  ];
  return (
    <section
      aria-label="Keys"
      data-bottom-bar
      className="grid shrink-0 gap-1.5 border-t border-line bg-card px-2 pt-2 pb-[max(22px,env(safe-area-inset-bottom))] desk:flex desk:flex-wrap desk:justify-between desk:gap-x-4 desk:px-9 desk:pb-3"
    >
      <div className="grid grid-cols-[repeat(5,1.2fr)_repeat(4,1fr)] gap-1.25 desk:flex">
        <KeyButton off={off} onPress={() => press(KEYS.esc)}>
          Esc
        </KeyButton>
        <KeyButton off={off} onPress={() => press(KEYS.tab)}>
          Tab
        </KeyButton>
        {STICKY.map(({ modifier, label }) => (
          <KeyButton
            key={modifier}
            off={off}
            pressed={held.has(modifier)}
            onPress={() => session.current?.toggle(modifier)}
          >
            {label}
          </KeyButton>
        ))}
        {ARROWS.map(({ icon, label, key }) => (
          <KeyButton key={label} off={off} label={label} onPress={() => press(key)}>
            <Icon as={icon} small />
          </KeyButton>
        ))}
      </div>
      <div className="grid grid-cols-[1fr_1.15fr_1fr_44px] gap-1.25 desk:flex">
        <KeyButton ref={keyboardButton} off={off} onPress={onKeyboard}>
          <Icon as={Keyboard} small className="max-[379px]:hidden" />
          Keyboard
        </KeyButton>
        <KeyButton off={off} onPress={() => session.current?.ctrlAltDel()}>
          Ctrl+Alt+Del
        </KeyButton>
        <KeyButton off={off} onPress={onSendText}>
          <Icon as={MessageSquare} small className="max-[379px]:hidden" />
          Send text
        </KeyButton>
        {off ? (
          <KeyButton off label="More keys" onPress={() => undefined}>
            <Icon as={Ellipsis} small />
          </KeyButton>
        ) : (
          <Menu label="More keys" icon={Ellipsis} iconOnly items={items} />
        )}
      </div>
    </section>
  );
}

interface KeyButtonProps {
  ref?: RefObject<HTMLButtonElement | null>;
  children: ReactNode;
  label?: string;
  pressed?: boolean;
  off: boolean;
  onPress: () => void;
}

function KeyButton({ ref, children, label, pressed, off, onPress }: KeyButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      disabled={off}
      // The phone's keyboard stays open: the press does not take the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={clsx(
        'press flex min-h-11 min-w-0 items-center justify-center gap-1.5 rounded-[9px] border text-[13.5px] font-medium whitespace-nowrap max-[379px]:text-[12.5px] desk:min-h-9 desk:min-w-10.5 desk:px-3',
        pressed ? 'border-solid bg-solid text-on-solid' : 'border-line bg-raised disabled:text-ink-3',
      )}
    >
      {children}
    </button>
  );
}
