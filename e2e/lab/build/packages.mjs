// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../command.mjs';
import { release } from './needs.mjs';

/** Nobody reads manuals in there. */
const SLIM = ['doc', 'man', 'locale', 'info'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);

/**
 * A folder with a small Debian of this host's release, from this host's own package sources.
 * @param {string} folder @param {'essential' | 'apt'} variant @param {readonly string[]} packages
 */
export async function debian(folder, variant, packages) {
  const options = [`--variant=${variant}`, '--quiet', '--aptopt=APT::Install-Recommends "0"', ...SLIM];
  await run(['mmdebstrap', ...options, `--include=${packages.join(',')}`, release(), folder, '-'], {
    input: debianSources(),
  });
}

/** The stanzas of this host's sources that serve its release; other repositories have keys of their own. */
function debianSources() {
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const stanzas = files
    .filter((file) => file.endsWith('.sources'))
    .flatMap((file) => readFileSync(file, 'utf8').split(/\n\s*\n/))
    .filter((stanza) => suites(/^Suites:(.*)$/m.exec(stanza)?.[1]));
  const lines = ['/etc/apt/sources.list', ...files.filter((file) => file.endsWith('.list'))]
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => suites(/^deb\s+(?:\[[^\]]*\]\s+)?\S+\s+(\S+)/.exec(line)?.[1]));
  if (stanzas.length > 0) return `${stanzas.join('\n\n')}\n`;
  if (lines.length > 0) return `${lines.join('\n')}\n`;
  throw new Error(`the package sources of this host name no ${release()}`);
}

/** @param {string | undefined} text */
function suites(text) {
  const named = (text ?? '').split(/\s+/).filter(Boolean);
  const own = [release(), `${release()}-updates`, `${release()}-security`];
  return named.length > 0 && named.every((suite) => own.includes(suite));
}

/**
 * Unpacks packages, without installing them.
 * @param {readonly string[]} names @param {string} folder
 */
export async function unpack(names, folder) {
  const downloads = join(folder, 'downloads');
  mkdirSync(downloads, { recursive: true });
  await run(['apt-get', 'download', '-qq', ...names], { cwd: downloads });
  for (const file of readdirSync(downloads)) {
    if (names.some((name) => file.startsWith(`${name}_`))) await run(['dpkg-deb', '-x', join(downloads, file), folder]);
  }
}
