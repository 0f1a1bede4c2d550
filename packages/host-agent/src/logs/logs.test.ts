import { appendFile, mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogChunk } from '@baton/model/log/line';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../../test/until';
import { Logs } from './logs';

async function setUp(text?: string) {
  const root = await mkdtemp(join(tmpdir(), 'baton-log-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const path = join(root, 'm1', 'serial.log');
  const logs = new Logs({ pathOf: (id, source) => join(root, id, `${source}.log`) });
  const begin = async (content: string) => {
    await mkdir(join(root, 'm1'), { recursive: true });
    await writeFile(path, content);
  };
  if (text !== undefined) await begin(text);
  return { path, logs, begin };
}

const serial = { machineId: 'm1', source: 'serial' } as const;
const texts = (chunk: LogChunk) => chunk.lines.map((line) => line.text);

/** Reads a log on the side; `lines` is what a page would show. */
function follow(logs: Logs, cursor: { file?: string; from?: number } = {}) {
  const ending = new AbortController();
  const chunks: LogChunk[] = [];
  const ended = (async () => {
    for await (const chunk of logs.follow({ ...serial, ...cursor }, ending.signal)) chunks.push(chunk);
  })();
  onTestFinished(async () => {
    ending.abort();
    await ended;
  });
  const shows = (...wanted: string[]) =>
    until(`the lines ${wanted}`, () => JSON.stringify(chunks.flatMap(texts)) === JSON.stringify(wanted));
  return { chunks, shows, end: () => ending.abort(), ended };
}

describe('the end of a log', () => {
  it('is its last lines, and earlier pages join on without a gap', async () => {
    const all = Array.from({ length: 5000 }, (_, n) => `line ${n} äöü`);
    const { logs } = await setUp(`${all.join('\n')}\n`);
    const last = await logs.tail({ ...serial, limit: 2000 });
    expect([texts(last).length, texts(last)[0], last.more]).toEqual([2000, all[3000], true]);
    const pages = [texts(last)];
    for (let chunk = last; chunk.more; ) {
      chunk = await logs.tail({ ...serial, limit: 700, before: chunk.lines[0]?.offset });
      pages.unshift(texts(chunk));
    }
    expect(pages.flat()).toEqual(all);
  });

  it('is found behind a huge line, page by page', async () => {
    const { logs } = await setUp(`first\n${'x'.repeat(3 * 1024 * 1024)}\nlast\n`);
    const last = await logs.tail({ ...serial, limit: 10 });
    expect(texts(last).at(-1)).toBe('last');
    expect(last.more).toBe(true);
    expect(JSON.stringify(last).length).toBeLessThan(20_000);
    let chunk = last;
    while (chunk.more) chunk = await logs.tail({ ...serial, limit: 10, before: chunk.lines[0]?.offset });
    expect(texts(chunk)[0]).toBe('first');
  });

  it('is told missing when there is none, also for an id that is a path', async () => {
    const { logs } = await setUp();
    await expect(logs.tail({ ...serial, limit: 1 })).rejects.toThrow('log.not-found');
    await expect(logs.tail({ ...serial, machineId: '../m1', limit: 1 })).rejects.toThrow('log.not-found');
  });
});

describe('following a log', () => {
  it('continues where the tail ended, line by line', async () => {
    const { logs, path } = await setUp('one\n');
    const { file, next } = await logs.tail({ ...serial, limit: 10 });
    const reader = follow(logs, { file, from: next });
    await appendFile(path, 'two\nthr');
    await appendFile(path, 'ee\n');
    await reader.shows('two', 'three');
    expect(reader.chunks.every((chunk) => chunk.file === file)).toBe(true);
    expect(reader.chunks.at(-1)?.next).toBe('one\ntwo\nthree\n'.length);
  });

  it('waits for a log that is not there yet, its folder included', async () => {
    const { logs, begin, path } = await setUp();
    const reader = follow(logs);
    await begin('');
    await appendFile(path, 'hello\n');
    await reader.shows('hello');
  });

  it('sends an unfinished line after a silence, and its rest as a line of its own', async () => {
    const { logs, path } = await setUp('login: ');
    const reader = follow(logs);
    await reader.shows('login: ');
    await appendFile(path, 'ada\n');
    await reader.shows('login: ', 'ada');
  });

  it('begins anew with a new file, and says so', async () => {
    const { logs, path } = await setUp('old\n');
    const reader = follow(logs);
    await reader.shows('old');
    await rename(path, `${path}.1`);
    await writeFile(path, 'new\n');
    await reader.shows('old', 'new');
    const old = reader.chunks.find((chunk) => texts(chunk).includes('old'));
    const anew = reader.chunks.find((chunk) => texts(chunk).includes('new'));
    expect(anew?.file).not.toBe(old?.file);
    expect(anew?.lines[0]?.offset).toBe(0);
  });

  it('begins anew with the same file made empty, and says so', async () => {
    const { logs, path } = await setUp('a long old line\n');
    const reader = follow(logs);
    await reader.shows('a long old line');
    await truncate(path);
    await until('the empty log', () => reader.chunks.length === 2);
    await appendFile(path, 'new\n');
    await reader.shows('a long old line', 'new');
    expect(new Set(reader.chunks.map((chunk) => chunk.file)).size).toBe(2);
  });

  it('reads from the beginning when the cursor is of another file', async () => {
    const { logs } = await setUp('one\ntwo\n');
    const reader = follow(logs, { file: 'gone-1', from: 4 });
    await reader.shows('one', 'two');
  });

  it('starts near the end of a long log without a cursor, at a whole line', async () => {
    const { logs } = await setUp('0123456789abcde\n'.repeat(10_000));
    const reader = follow(logs);
    const first = await until('the first chunk', () => reader.chunks[0]);
    expect(first.more).toBe(true);
    expect(new Set(texts(first))).toEqual(new Set(['0123456789abcde']));
  });

  it('sends a flood in pieces, huge lines cut', async () => {
    const { logs, path } = await setUp('');
    const reader = follow(logs);
    await appendFile(path, `${'y'.repeat(200_000)}\nend\n`);
    await until('the end', () => reader.chunks.flatMap(texts).at(-1) === 'end');
    expect(reader.chunks.length).toBeGreaterThan(2);
    for (const line of reader.chunks.flatMap(texts)) expect(line.length).toBeLessThan(8200);
  });

  it('ends with its signal', async () => {
    const { logs } = await setUp('one\n');
    const reader = follow(logs);
    await reader.shows('one');
    reader.end();
    await reader.ended;
  });
});
