'use client';
import { Ellipsis, Keyboard, MessageSquare } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Icon } from '@/ui/icon';
import { ARROWS, KeyButton } from './key-button';
import { KEYS, type Key, type Modifier } from './keys';
import { KeysSheet } from './keys-sheet';
import type { ScreenSession } from './screen-session';

interface KeyBarProps {
  name: string;
  session: RefObject<ScreenSession | undefined>;
  held: ReadonlySet<Modifier>;
  /** Why nothing can be typed: not connected, looking only, paused. */
  why: string | undefined;
  keyboardButton: RefObject<HTMLButtonElement | null>;
  onKeyboard: () => void;
  onSendText: () => void;
  onPaste: () => void;
}

const STICKY: readonly { modifier: Modifier; label: string }[] = [
  { modifier: 'ctrl', label: 'Ctrl' },
  { modifier: 'alt', label: 'Alt' },
  { modifier: 'win', label: 'Win' },
];

/** The keys that a phone does not have. Ctrl, Alt and Win wait, pressed, for the key after them. */
export function KeyBar(props: KeyBarProps) {
  const { name, session, held, why, keyboardButton, onKeyboard, onSendText, onPaste } = props;
  const [more, setMore] = useState(false);
  const off = why !== undefined;
  const press = (key: Key) => session.current?.press(key);
  return (
    <section
      aria-label="Keys"
      className="grid shrink-0 gap-1.5 border-t border-line bg-card px-2 pt-2 pb-[max(22px,env(safe-area-inset-bottom))] [@media(max-height:500px)]:flex [@media(max-height:500px)]:justify-between [@media(max-height:500px)]:overflow-x-auto [@media(max-height:500px)]:pb-[max(8px,env(safe-area-inset-bottom))] desk:flex desk:flex-wrap desk:justify-between desk:gap-x-4 desk:px-9 desk:pb-3"
    >
      <div className="grid grid-cols-[repeat(5,1.2fr)_repeat(4,1fr)] gap-1.25 [@media(max-height:500px)]:flex desk:flex">
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
      <div className="grid grid-cols-[1fr_1.15fr_1fr_44px] gap-1.25 [@media(max-height:500px)]:flex desk:flex">
        <KeyButton ref={keyboardButton} off={off} onPress={onKeyboard}>
          <Icon as={Keyboard} small className="max-[379px]:hidden [@media(max-height:500px)]:hidden" />
          Keyboard
        </KeyButton>
        <KeyButton off={off} onPress={() => session.current?.ctrlAltDel()}>
          Ctrl+Alt+Del
        </KeyButton>
        <KeyButton off={off} onPress={onSendText}>
          <Icon as={MessageSquare} small className="max-[379px]:hidden [@media(max-height:500px)]:hidden" />
          Send text
        </KeyButton>
        <KeyButton off={off} label="More keys" onPress={() => setMore(true)}>
          <Icon as={Ellipsis} small />
          <span className="max-desk:hidden">More keys</span>
        </KeyButton>
      </div>
      <KeysSheet
        name={name}
        session={session}
        held={held}
        why={why}
        onPaste={onPaste}
        open={more}
        onOpenChange={setMore}
      />
    </section>
  );
}
