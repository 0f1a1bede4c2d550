/**
 * Writes a `.br` and a `.gz` beside every text file of the export, so that the gateway never compresses on a request.
 * A file whose copies are newer than itself is skipped; copies whose file is gone are removed.
 */
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const OUT = path.join(import.meta.dirname, 'out');
const TEXT = new Set(['.html', '.js', '.mjs', '.css', '.svg', '.json', '.txt', '.webmanifest', '.map']);
const COPY = /\.(br|gz)$/;
const MIN_BYTES = 1024;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** To the millisecond: finer parts of a time do not survive `utimes`. */
async function isFresh(copy, mtime) {
  const found = await stat(copy).catch(() => undefined);
  return found !== undefined && found.mtime.getTime() === mtime.getTime();
}

async function compressFile(file) {
  const { size, mtime } = await stat(file);
  if (size <= MIN_BYTES) return { written: 0, bytes: size, brotliBytes: size };
  const copies = [`${file}.br`, `${file}.gz`];
  if ((await isFresh(copies[0], mtime)) && (await isFresh(copies[1], mtime)))
    return { written: 0, bytes: 0, brotliBytes: 0 };

  const text = await readFile(file);
  const [br, gz] = await Promise.all([
    brotli(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
    zip(text, { level: 9 }),
  ]);
  await Promise.all([writeFile(copies[0], br), writeFile(copies[1], gz)]);
  // The copy carries the file's own time: equal times mean the copy belongs to this very version.
  await Promise.all(copies.map((copy) => utimes(copy, mtime, mtime)));
  return { written: 2, bytes: size, brotliBytes: br.length };
}

async function inParallel(items, work) {
  const queue = [...items];
  const results = [];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  return results;
}

const entries = await readdir(OUT, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
const present = new Set(files);
const orphans = files.filter((file) => COPY.test(file) && !present.has(file.replace(COPY, '')));
await Promise.all(orphans.map((file) => rm(file)));

const results = await inParallel(
  files.filter((file) => TEXT.has(path.extname(file))),
  compressFile,
);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(
  `precompress: ${sum('written')} copies written, ${Math.round(sum('bytes') / 1024)} KiB in, ${Math.round(sum('brotliBytes') / 1024)} KiB brotli`,
);
