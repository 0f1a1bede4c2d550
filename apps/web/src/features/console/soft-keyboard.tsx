'use client';
import { type InputEvent, type KeyboardEvent, type Ref, type RefObject, useRef } from 'react';
import { KEYS, keysFor } from './keys';
import type { ScreenSession } from './screen-session';
import { typedDifference } from './typed-difference';

/** Something to delete: a phone's keyboard sends no Backspace from an empty field. */
const FILLER = '_'.repeat(64);
const REFILL_AT = 256;

/** A field nobody sees, for the phone's own keyboard: what is typed into it is pressed in the guest. */
export function SoftKeyboard(props: { ref: Ref<HTMLTextAreaElement>; session: RefObject<ScreenSession | undefined> }) {
  const { ref, session } = props;
  const before = useRef(FILLER);
  const refill = (field: HTMLTextAreaElement) => {
    field.value = FILLER;
    before.current = FILLER;
    field.setSelectionRange(FILLER.length, FILLER.length);
  };
  const onInput = (event: InputEvent<HTMLTextAreaElement>) => {
    const field = event.currentTarget;
    const { backspaces, text } = typedDifference(before.current, field.value);
    for (let count = 0; count < backspaces; count += 1) session.current?.press(KEYS.backspace);
    for (const key of keysFor(text)) session.current?.press(key);
    before.current = field.value;
    // Not in the middle of a word: the keyboard's suggestion would be thrown away.
    const composing = event.nativeEvent.isComposing;
    if (!composing && (field.value.length < FILLER.length / 2 || field.value.length > REFILL_AT)) refill(field);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const key = SPECIAL[event.key];
    if (!key) return;
    event.preventDefault();
    session.current?.press(key);
  };
  return (
    <textarea
      ref={ref}
      aria-label="Type into the machine"
      tabIndex={-1}
      defaultValue={FILLER}
      autoCapitalize="off"
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      onFocus={(event) => refill(event.currentTarget)}
      onInput={onInput}
      onKeyDown={onKeyDown}
      className="pointer-events-none absolute top-0 left-0 size-px resize-none opacity-0"
    />
  );
}

const SPECIAL: Readonly<Record<string, (typeof KEYS)[keyof typeof KEYS]>> = {
  Escape: KEYS.esc,
  Tab: KEYS.tab,
  ArrowLeft: KEYS.left,
  ArrowRight: KEYS.right,
  ArrowUp: KEYS.up,
  ArrowDown: KEYS.down,
};
