import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { scratchDir } from '../test/scratch';
import { type Client, connect } from './client';
import { openDatabase } from './database';

async function connected(): Promise<{ client: Client; file: string }> {
  const file = join(scratchDir(), 'baton.db');
  await (await openDatabase({ file })).close();
  const { client, disconnect } = await connect(file);
  onTestFinished(disconnect);
  return { client, file };
}

test('a full disk is told as not writable, and nothing is half written', async () => {
  const { client, file } = await connected();
  await client.$queryRaw`PRAGMA max_page_count = 60`; // SQLite answers as on a full disk
  const big = 'x'.repeat(100_000);
  const fill = async () => {
    for (let i = 0; i < 10; i++) await client.setting.create({ data: { key: `k${i}`, value: big } });
  };
  await expect(fill()).rejects.toMatchObject({
    code: 'not-writable',
    facts: { file, reason: expect.stringContaining('full') },
  });
  const values = (await client.setting.findMany()).map((row) => row.value.length);
  expect(values.every((length) => length === big.length)).toBe(true);
});

test('a transaction that throws is undone, and the next one works', async () => {
  const { client } = await connected();
  const failing = client.$transaction(async (inside) => {
    await inside.setting.create({ data: { key: 'a', value: '1' } });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await client.setting.count()).toBe(0);
  await client.$transaction(async (inside) => {
    await inside.setting.create({ data: { key: 'b', value: '2' } });
  });
  expect(await client.setting.count()).toBe(1);
});

test('the connection holds foreign keys and waits for the disk', async () => {
  const { client } = await connected();
  expect(await client.$queryRaw`PRAGMA foreign_keys`).toEqual([expect.objectContaining({ foreign_keys: 1 })]);
  expect(await client.$queryRaw`PRAGMA synchronous`).toEqual([expect.objectContaining({ synchronous: 2 })]);
});
