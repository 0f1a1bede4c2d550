import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Paths of everything that git tracks or would track, relative to the root. */
export function repoFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

export function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

export const isTest = (file: string): boolean => /\.test\.(ts|tsx)$/.test(file) || /(^|\/)test\//.test(file);
export const isCode = (file: string): boolean => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts');

/** What a file imports: static, dynamic and re-exports, as written. `typeOnly` = erased by the compiler. */
export function importsOf(file: string): { from: string; typeOnly: boolean }[] {
  const text = read(file);
  const found: { from: string; typeOnly: boolean }[] = [];
  const statics = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?'([^']+)'/gm;
  for (const match of text.matchAll(statics)) found.push({ from: match[2] ?? '', typeOnly: match[1] !== undefined });
  for (const match of text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g))
    found.push({ from: match[1] ?? '', typeOnly: false });
  return found;
}
