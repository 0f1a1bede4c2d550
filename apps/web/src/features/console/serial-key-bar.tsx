'use client';
import type { Terminal } from '@xterm/xterm';
import { ClipboardPaste } from 'lucide-react';
import type { RefObject } from 'react';
import { Icon } from '@/ui/icon';
import { notify } from '@/ui/notify';
import { readCopied } from './device-clipboard';
import { ARROWS, KeyButton } from './key-button';
import { arrowText } from './serial-keys';

interface SerialKeyBarProps {
  terminal: RefObject<Terminal | undefined>;
  /** Ctrl waits for the next key. */
  ctrl: boolean;
  onCtrl: (on: boolean) => void;
  /** Nothing can be typed. */
  off: boolean;
}

/** The keys of a terminal that a phone does not have. */
export function SerialKeyBar({ terminal, ctrl, onCtrl, off }: SerialKeyBarProps) {
  const type = (text: string) => terminal.current?.input(text, true);
  const paste = async () => {
    const text = await readCopied();
    if (text) terminal.current?.paste(text);
    else notify({ tone: 'warn', title: NOT_READ.title, detail: NOT_READ.detail });
  };
  return (
    <section
      aria-label="Keys of the serial port"
      className="grid shrink-0 grid-cols-[repeat(3,1.2fr)_repeat(5,1fr)] gap-1.25 border-t border-line bg-card px-2 pt-2 pb-[max(22px,env(safe-area-inset-bottom))] text-ink-1 [@media(max-height:500px)]:pb-[max(8px,env(safe-area-inset-bottom))] desk:hidden"
    >
      <KeyButton off={off} onPress={() => type('\x1b')}>
        Esc
      </KeyButton>
      <KeyButton off={off} onPress={() => type('\t')}>
        Tab
      </KeyButton>
      <KeyButton off={off} pressed={ctrl} onPress={() => onCtrl(!ctrl)}>
        Ctrl
      </KeyButton>
      {ARROWS.map(({ icon, label, key }) => (
        <KeyButton
          key={key}
          off={off}
          label={label}
          onPress={() => type(arrowText(key, terminal.current?.modes.applicationCursorKeysMode ?? false))}
        >
          <Icon as={icon} small />
        </KeyButton>
      ))}
      <KeyButton off={off} label="Paste" onPress={() => void paste()}>
        <Icon as={ClipboardPaste} small />
      </KeyButton>
    </section>
  );
}

const NOT_READ = {
  title: 'Nothing could be pasted',
  detail: 'The clipboard is empty, or this browser keeps it. Press long in the terminal to paste there.',
};
