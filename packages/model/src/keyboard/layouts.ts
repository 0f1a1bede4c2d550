/** Layouts that text can be typed by, named as X and QEMU's `-k` do. */
export const KEYBOARD_LAYOUTS = ['us', 'gb', 'de', 'fr', 'es', 'it'] as const;
export type KeyboardLayout = (typeof KEYBOARD_LAYOUTS)[number];
