import { expect, test } from 'vitest';
import { scratchDatabase } from '../test/scratch';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
const gpu = { address: '0000:01:00.0' };
const host = { kind: 'host' } as const;
const demo = { kind: 'machine', id: 'p1', name: 'demo' } as const;

test('handing over ends one span and begins the next at the same moment', async () => {
  const { spans } = await scratchDatabase();
  expect(await spans.current(gpu)).toBeUndefined();
  await spans.handTo(gpu, host, at(0));
  const span = await spans.handTo(gpu, demo, at(5));
  expect(await spans.current(gpu)).toEqual(span);
  expect(await spans.between(gpu, at(0), at(60))).toMatchObject([
    { holder: host, from: at(0), to: at(5) },
    { holder: demo, from: at(5), hostId: 'local', address: gpu.address },
  ]);
});

test('the same holder again changes nothing; another machine does', async () => {
  const { spans } = await scratchDatabase();
  const first = await spans.handTo(gpu, demo, at(0));
  expect(await spans.handTo(gpu, demo, at(3))).toEqual(first);
  await spans.handTo(gpu, { ...demo, id: 'p2' }, at(4));
  expect(await spans.between(gpu, at(0), at(60))).toHaveLength(2);
});

test('only spans that touch the asked time are told, of one GPU of one host', async () => {
  const { spans } = await scratchDatabase();
  await spans.handTo(gpu, host, at(0));
  await spans.handTo(gpu, demo, at(10));
  await spans.handTo(gpu, { kind: 'off' }, at(20));
  await spans.handTo({ address: '0000:02:00.0' }, host, at(0));
  await spans.handTo({ ...gpu, hostId: 'other' }, host, at(0));
  const kinds = async (from: Date, to: Date) => (await spans.between(gpu, from, to)).map((span) => span.holder.kind);
  expect(await kinds(at(10), at(20))).toEqual(['machine']);
  expect(await kinds(at(15), at(25))).toEqual(['machine', 'off']);
  expect(await kinds(at(50), at(60))).toEqual(['off']);
});

test('pruning forgets old spans and never the open one', async () => {
  const { spans } = await scratchDatabase();
  await spans.handTo(gpu, host, at(0));
  await spans.handTo(gpu, demo, at(10));
  expect(await spans.prune(at(60))).toBe(1);
  expect(await spans.current(gpu)).toMatchObject({ holder: demo });
});
