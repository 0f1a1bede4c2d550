import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogFilter, LogNews } from '@baton/model/log/line';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../../test/until';
import { Logs } from './logs';

async function setUp(text: string) {
  const root = await mkdtemp(join(tmpdir(), 'baton-watch-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const path = join(root, 'serial.log');
  await writeFile(path, text);
  const logs = new Logs({ pathOf: (_, source) => join(root, `${source}.log`), now: () => 7 });
  const page = () =>
    logs.read({ machineId: 'm1', view: 'serial', place: { kind: 'end' }, direction: 'back', limit: 10, filter: {} });
  const watch = (cursor: string, filter: LogFilter = {}) => {
    const ending = new AbortController();
    const news: LogNews[] = [];
    const ended = (async () => {
      for await (const each of logs.watch({ machineId: 'm1', view: 'serial', cursor, filter }, ending.signal)) {
        news.push(each);
      }
    })();
    onTestFinished(async () => {
      ending.abort();
      await ended;
    });
    return news;
  };
  return { path, page, watch };
}

const texts = (news: readonly LogNews[]) => news.flatMap(({ entries }) => entries.map(({ text }) => text));

it('counts every line that a flood leaves out: what is shown and what is told together are all of it', async () => {
  const { path, page, watch } = await setUp('before\n');
  const news = watch((await page()).on);
  const count = 120_000;
  await appendFile(path, Array.from({ length: count }, (_, n) => `line ${n} ${'x'.repeat(50)}\n`).join(''));
  await until('the last line', () =>
    texts(news)
      .at(-1)
      ?.startsWith(`line ${count - 1} `),
  );
  const leftOut = news.reduce((sum, { skipped }) => sum + (skipped?.lines ?? 0), 0);
  expect(leftOut).toBeGreaterThan(0);
  expect(texts(news).length + leftOut).toBe(count);
});

it('goes on from each of its cursors without a gap or a double', async () => {
  const { path, page, watch } = await setUp('');
  const first = watch((await page()).on);
  await appendFile(path, 'one\ntwo\n');
  await until('two', () => texts(first).includes('two'));
  const cursor = first.at(-1)?.on ?? '';
  await appendFile(path, 'three\n');
  const again = watch(cursor);
  await until('three', () => texts(again).includes('three'));
  expect(texts(again)).toEqual(['three']);
});

it('brings only what the filter wants', async () => {
  const { path, page, watch } = await setUp('');
  const news = watch((await page()).on, { level: 'error', text: 'gpu' });
  await appendFile(path, 'GPU fine\ndisk error\nGPU error\n');
  await until('the error', () => texts(news).length > 0);
  expect(texts(news)).toEqual(['GPU error']);
});
