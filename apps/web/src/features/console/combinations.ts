import { FUNCTION_KEYS, KEYS, type Key } from './keys';

/** Keys pressed together, in this order; one key is pressed alone. */
export interface KeyPress {
  /** As people say it: “Alt+F4”. */
  readonly label: string;
  readonly keys: readonly Key[];
}

/** A combination with a use that most guests agree on. */
export interface Combination extends KeyPress {
  /** What a guest does then, in a few words. */
  readonly does: string;
}

const letter = (name: string): Key => ({ keysym: name.toLowerCase().charCodeAt(0), code: `Key${name}` });
const functionKey = (number: number): Key => FUNCTION_KEYS[number - 1]?.key ?? KEYS.esc;

/**
 * What a browser or the system around it keeps for itself, and what a phone has no keys for. What is sent most comes first;
 * the very first has the focus, so that is one that does no harm.
 */
export const COMBINATIONS: readonly Combination[] = [
  { label: 'Win', does: 'Start menu', keys: [KEYS.win] },
  { label: 'Ctrl+Alt+Del', does: 'Sign in, or restart', keys: [KEYS.ctrl, KEYS.alt, KEYS.del] },
  { label: 'Alt+Tab', does: 'Next window', keys: [KEYS.alt, KEYS.tab] },
  { label: 'Alt+F4', does: 'Close the window', keys: [KEYS.alt, functionKey(4)] },
  { label: 'Ctrl+Shift+Esc', does: 'Task Manager', keys: [KEYS.ctrl, KEYS.shift, KEYS.esc] },
  { label: 'Win+L', does: 'Lock', keys: [KEYS.win, letter('L')] },
  { label: 'Win+Space', does: 'Next language', keys: [KEYS.win, KEYS.space] },
  { label: 'Print Screen', does: 'Screenshot', keys: [KEYS.print] },
];

/** Single keys that a phone does not have, or keeps in the keyboard that is closed now. */
export const SINGLE_KEYS: readonly KeyPress[] = [
  { label: 'Enter', keys: [KEYS.enter] },
  { label: 'Backspace', keys: [KEYS.backspace] },
  { label: 'Delete', keys: [KEYS.del] },
  { label: 'Insert', keys: [KEYS.insert] },
  { label: 'Home', keys: [KEYS.home] },
  { label: 'End', keys: [KEYS.end] },
  { label: 'Page Up', keys: [KEYS.pageUp] },
  { label: 'Page Down', keys: [KEYS.pageDown] },
];

/** F1 to F12, alone. */
export const FUNCTIONS: readonly KeyPress[] = FUNCTION_KEYS.map(({ label, key }) => ({ label, keys: [key] }));

/** Ctrl+Alt+F1 to F12: Linux has a text terminal or the desktop behind each. */
export const TERMINALS: readonly KeyPress[] = FUNCTION_KEYS.map(({ label, key }) => ({
  label: `Ctrl+Alt+${label}`,
  keys: [KEYS.ctrl, KEYS.alt, key],
}));
