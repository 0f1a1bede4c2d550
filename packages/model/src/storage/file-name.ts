/** Longer ones do not fit a directory entry together with what stands before an unfinished file's name (255 bytes). */
const NAME_MAX_BYTES = 200;
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._()+-]*$/u;

/** What lies in the storage folders: where each kind goes, and the names that tell it. */
export const STORED_KINDS = {
  iso: { folder: 'iso', extensions: ['.iso'] },
  disk: { folder: 'images', extensions: ['.qcow2', '.img', '.raw'] },
  rom: { folder: 'roms', extensions: ['.rom', '.bin', '.fd'] },
} as const;
export type StoredKind = keyof typeof STORED_KINDS;

/** Whether a person may call a file so: one plain name, no path, nothing hidden, nothing that a program reads as an option. */
export function isPlainFileName(name: string): boolean {
  return PLAIN.test(name) && !/[. ]$/.test(name) && utf8Length(name) <= NAME_MAX_BYTES;
}

/** `PLAIN` lets no lone surrogate through, so every character can be encoded. */
function utf8Length(text: string): number {
  return encodeURIComponent(text).replace(/%../g, '_').length;
}

/** The name with an extension that its kind has; the first one when it has none of them. */
export function withExtension(name: string, kind: StoredKind): string {
  const { extensions } = STORED_KINDS[kind];
  return extensions.some((extension) => name.toLowerCase().endsWith(extension)) ? name : `${name}${extensions[0]}`;
}

/** The nearest plain name to one that is none, to be offered; empty when nothing of it is left. */
export function plainFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M} ._()+-]+/gu, '_')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[. ]+$/, '');
  return isPlainFileName(plain) ? plain : '';
}
