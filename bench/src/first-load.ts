import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, judge } from './bench';
import { WEB_EXPORT } from './paths';

const KIB = 1024;

/** What a browser fetches for Home before anything is pressed: the scripts and styles that its page names, as sent (brotli). */
export const firstLoad: Bench = {
  name: 'first-load',
  summary: "compressed scripts and styles of Home's first load, and what the profile editor adds",
  run: async () => {
    const home = filesOf('index.html', SCRIPTS);
    const scripts = compressedKiB(home);
    const styles = compressedKiB(filesOf('index.html', STYLES));
    const editor = compressedKiB(new Set([...filesOf('profile.html', SCRIPTS)].filter((path) => !home.has(path))));
    const reference = (what: string, value: number) => ({ kind: 'budget' as const, what, value });
    return [
      judge({
        name: 'first-load-js',
        value: scripts,
        unit: 'KiB',
        reference: reference('scripts of Home', 190),
        budget: 1,
      }),
      judge({
        name: 'first-load-css',
        value: styles,
        unit: 'KiB',
        reference: reference('styles of Home', 15),
        budget: 1,
      }),
      judge({
        name: 'editor-js',
        value: editor,
        unit: 'KiB',
        reference: reference('scripts of the profile editor that Home has not', 60),
        budget: 1,
      }),
    ];
  },
};

const SCRIPTS = /<script[^>]+src="([^"?]+\.js)/g;
const STYLES = /<link[^>]+href="([^"?]+\.css)/g;

/** The files that `pattern` finds in a page, each once. */
function filesOf(page: string, pattern: RegExp): Set<string> {
  // Polyfills for browsers without modules are named too, and never fetched by one that we support.
  const html = readFileSync(join(WEB_EXPORT, page), 'utf8').replace(/<script[^>]*noModule[^>]*>/gi, '');
  return new Set([...html.matchAll(pattern)].map((match) => match[1] ?? ''));
}

/** As they are sent: brotli, or plain where they are too small for it. */
function compressedKiB(paths: ReadonlySet<string>): number {
  const files = [...paths].map((path) => join(WEB_EXPORT, path));
  const bytes = files.map((path) => (statSync(`${path}.br`, { throwIfNoEntry: false }) ?? statSync(path)).size);
  return bytes.reduce((sum, size) => sum + size, 0) / KIB;
}
