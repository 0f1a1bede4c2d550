'use client';
import { ClipboardPaste, Ellipsis, Keyboard, MessageSquare, Move } from 'lucide-react';
import type { RefObject } from 'react';
import { Icon } from '@/ui/icon';
import { Menu, type MenuItem } from '@/ui/menu';
import { ARROWS, KeyButton } from './key-button';
import { COMBINATIONS, FUNCTION_KEYS, KEYS, type Key, type Modifier } from './keys';
import type { ScreenSession } from './screen-session';

interface KeyBarProps {
  session: RefObject<ScreenSession | undefined>;
  held: ReadonlySet<Modifier>;
  /** Nothing can be typed: not connected, or looking only. */
  off: boolean;
  keyboardButton: RefObject<HTMLButtonElement | null>;
  onKeyboard: () => void;
  onSendText: () => void;
  onPaste: () => void;
  /** At 100 %: whether dragging moves the picture. */
  drag?: { on: boolean; onChange: (on: boolean) => void };
}

const STICKY: readonly { modifier: Modifier; label: string }[] = [
  { modifier: 'ctrl', label: 'Ctrl' },
  { modifier: 'alt', label: 'Alt' },
  { modifier: 'win', label: 'Win' },
];

/** The keys that a phone does not have. Ctrl, Alt and Win wait, pressed, for the key after them. */
export function KeyBar(props: KeyBarProps) {
  const { session, held, off, keyboardButton, onKeyboard, onSendText, onPaste, drag } = props;
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
    { label: 'Paste from this device', icon: ClipboardPaste, onSelect: onPaste },
    { label: 'Enter', onSelect: () => press(KEYS.enter), separated: true },
    { label: 'Backspace', onSelect: () => press(KEYS.backspace) },
    { label: 'Delete', onSelect: () => press(KEYS.del) },
    ...COMBINATIONS.map(({ label, keys }, index) => ({
      label,
      onSelect: () => session.current?.pressTogether(keys),
      separated: index === 0,
    })),
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
          <KeyButton key={label} off={off} label={label} onPress={() => press(KEYS[key])}>
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
