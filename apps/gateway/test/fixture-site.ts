import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

export const INDEX_SCRIPT = 'self.__next_f.push([1,"index"])';
export const MACHINE_SCRIPT = 'self.__next_f.push([1,"machine"])';
export const CHUNK = 'console.log("chunk")';

/** A small export, laid out as Next lays one out. */
export async function writeFixtureSite(root: string): Promise<void> {
  await mkdir(join(root, '_next/static/chunks'), { recursive: true });
  const page = (script: string) =>
    `<!DOCTYPE html><script src="/_next/static/chunks/a.js" async=""></script><script>${script}</script>`;
  await writeFile(join(root, 'index.html'), page(INDEX_SCRIPT));
  await writeFile(join(root, 'machine.html'), page(MACHINE_SCRIPT));
  await writeFile(join(root, 'machine.html.br'), brotliCompressSync(page(MACHINE_SCRIPT)));
  await writeFile(join(root, '404.html'), '<h1>Nothing here</h1>');
  await writeFile(join(root, '_next/static/chunks/a.js'), CHUNK);
  await writeFile(join(root, '_next/static/chunks/a.js.br'), brotliCompressSync(CHUNK));
}
