import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, judge } from './bench';
import { WEB_EXPORT } from './paths';

const KIB = 1024;

/** What a browser fetches for Home before anything is pressed: the scripts and styles that its page names, as sent (brotli). */
export const firstLoad: Bench = {
  name: 'first-load',
  summary: "compressed scripts and styles of Home's first load",
  run: async () => {
    const page = readFileSync(join(WEB_EXPORT, 'index.html'), 'utf8');
    // Polyfills for browsers without modules are named too, and never fetched by one that we support.
    const html = page.replace(/<script[^>]*noModule[^>]*>/gi, '');
    const scripts = compressedKiB(html, /<script[^>]+src="([^"?]+\.js)/g);
    const styles = compressedKiB(html, /<link[^>]+href="([^"?]+\.css)/g);
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
    ];
  },
};

/** The files that `pattern` finds in the page, each once, as they are sent: brotli, or plain where they are too small for it. */
function compressedKiB(html: string, pattern: RegExp): number {
  const paths = new Set([...html.matchAll(pattern)].map((match) => join(WEB_EXPORT, match[1] ?? '')));
  const bytes = [...paths].map((path) => (statSync(`${path}.br`, { throwIfNoEntry: false }) ?? statSync(path)).size);
  return bytes.reduce((sum, size) => sum + size, 0) / KIB;
}
