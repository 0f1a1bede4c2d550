import { basename, join } from 'node:path';
import { list, readText } from './sysfs';

export interface ConfigFile {
  readonly path: string;
  /** Lines that say something: no comments, and lines that go on behind a backslash are one. */
  readonly lines: readonly string[];
}

/**
 * Files of a configuration that is spread over folders. A file hides those of the same name in later folders, as udev(7) and
 * modprobe.d(5) have it; /lib is often a link to /usr/lib, and counts once.
 * @param folders the administrator's first
 * @param ending of the files that count, such as `.rules`
 */
export async function configFiles(folders: readonly string[], ending: string): Promise<readonly ConfigFile[]> {
  const byName = new Map<string, string>();
  for (const folder of folders) {
    for (const name of (await list(folder)).filter((each) => each.endsWith(ending))) {
      if (!byName.has(name)) byName.set(name, join(folder, name));
    }
  }
  const paths = [...byName.values()].sort((a, b) => basename(a).localeCompare(basename(b)));
  return Promise.all(paths.map(async (path) => ({ path, lines: meant((await readText(path)) ?? '') })));
}

function meant(text: string): readonly string[] {
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
