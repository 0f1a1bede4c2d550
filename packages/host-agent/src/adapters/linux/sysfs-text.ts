import { readdir, readFile } from 'node:fs/promises';

/** The text of a sysfs attribute without its newline; null when it is absent or refuses. */
export async function sysfsText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}

/** The entries of a sysfs folder, none when it is absent. */
export async function sysfsEntries(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []);
}
