import type { KeyPress } from './combinations';
import { MODIFIERS, type Modifier } from './keys';

/** What was pressed last, with the keys that waited for it, and how often in a row. */
export interface Sent {
  readonly label: string;
  readonly times: number;
}

const NAMES: Readonly<Record<Modifier, string>> = { ctrl: 'Ctrl', alt: 'Alt', win: 'Win' };

/** @returns what to say after `press`, which was pressed while `held` waited. */
export function sentNext(before: Sent | undefined, { label }: KeyPress, held: ReadonlySet<Modifier>): Sent {
  const parts = label.split('+');
  const waiting = MODIFIERS.filter((each) => held.has(each))
    .map((each) => NAMES[each])
    .filter((name) => !parts.includes(name));
  const whole = [...waiting, ...parts].join('+');
  return { label: whole, times: before?.label === whole ? before.times + 1 : 1 };
}

/** It differs from time to time, so that a screen reader says each. */
export function sentWords({ label, times }: Sent): string {
  return times === 1 ? `${label} sent` : `${label} sent ${times} times`;
}

/** Before anything was sent. */
export function heldWords(held: ReadonlySet<Modifier>): string {
  const names = MODIFIERS.filter((each) => held.has(each)).map((each) => NAMES[each]);
  if (names.length === 0) return 'This stays open for the next key.';
  return `${names.join('+')} ${names.length === 1 ? 'waits' : 'wait'} for the next key.`;
}
