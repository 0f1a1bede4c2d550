import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostSample, TelemetryTick } from '@baton/model/telemetry/sample';
import { describe, expect, it, onTestFinished } from 'vitest';
import { History } from './history';

const HOUR_MS = 3_600_000;

async function setUp() {
  const root = await mkdtemp(join(tmpdir(), 'baton-history-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const folder = join(root, 'telemetry');
  const time = { now: 10 * 24 * HOUR_MS };
  const make = () =>
    new History({
      folder,
      now: () => time.now,
      failed: (error) => {
        throw error;
      },
    });
  const tick = (at: number, cpuPercent: number, machines: readonly string[] = []): TelemetryTick => ({
    at,
    host: { at, cpuPercent, memoryUsedMiB: 1, storageFreeBytes: null } as unknown as HostSample,
    gpu: { at, source: 'none', reason: at % 2 ? 'asleep' : 'in-guest' },
    machines: machines.map((machineId) => ({ at, machineId, cpuPercent, rssMiB: 1 })),
  });
  return { folder, time, make, tick };
}

describe('history', () => {
  it('survives a restart, with every measurement of the last hours', async () => {
    const { make, tick } = await setUp();
    const history = make();
    for (let at = 1000; at <= 10_000; at += 1000) history.add(tick(at, at / 1000, ['m1']));
    await history.flush(true);
    const question = { fromMs: 0, toMs: 20_000, maxPoints: 100 };
    const series = await make().series({ kind: 'machine', machineId: 'm1' }, question);
    expect(series.at).toHaveLength(10);
    expect(series.channels.cpuPercent).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(series.channels.diskReadBytes?.every((value) => value === null)).toBe(true);
  });

  it('gives what is not in its files yet', async () => {
    const { make, tick, folder } = await setUp();
    const history = make();
    history.add(tick(1000, 5));
    const { at } = await history.series({ kind: 'host' }, { fromMs: 0, toMs: 2000, maxPoints: 100 });
    expect([at, await readdir(folder).catch(() => [])]).toEqual([[1000], []]);
  });

  it('keeps days as minutes, and never answers with more points than asked', async () => {
    const { make, tick } = await setUp();
    const history = make();
    for (let at = 0; at < 6 * HOUR_MS; at += 30_000) history.add(tick(at, (at / 30_000) % 2 ? 20 : 10));
    const week = await history.series({ kind: 'host' }, { fromMs: 0, toMs: 7 * 24 * HOUR_MS, maxPoints: 400 });
    expect(week.at.length).toBeLessThanOrEqual(400);
    expect(new Set(week.channels.cpuPercent)).toEqual(new Set([15]));
  });

  it('tells by its last state why the GPU was not measured, and never by a mean of states', async () => {
    const { make, tick } = await setUp();
    const history = make();
    for (const at of [1000, 2000, 3001]) history.add(tick(at, 0));
    const { channels } = await history.series({ kind: 'gpu' }, { fromMs: 0, toMs: 100_000, maxPoints: 10 });
    expect(channels.state).toEqual([2]);
  });

  it('takes no path for the id of a machine', async () => {
    const { make, tick, folder } = await setUp();
    const history = make();
    history.add(tick(1000, 1, ['../../evil']));
    await history.flush(true);
    expect((await readdir(folder)).filter((name) => !/^(host|gpu)\./.test(name))).toEqual([]);
    expect(await history.series({ kind: 'machine', machineId: '../x' }, { fromMs: 0, toMs: 1, maxPoints: 1 })).toEqual({
      stepMs: 0,
      at: [],
      channels: {},
    });
  });

  it('forgets machines that nobody has started for a month, and never the host', async () => {
    const { make, tick, folder, time } = await setUp();
    const history = make();
    history.add(tick(1000, 1, ['old', 'young']));
    await history.flush(true);
    time.now = Date.now();
    const longAgo = (time.now - 31 * 24 * HOUR_MS) / 1000;
    for (const name of await readdir(folder)) {
      if (!name.includes('young')) await utimes(join(folder, name), longAgo, longAgo);
    }
    await make().prune();
    expect((await readdir(folder)).sort()).toEqual([
      'gpu.coarse',
      'gpu.fine',
      'host.coarse',
      'host.fine',
      'machine-young.coarse',
      'machine-young.fine',
    ]);
  });
});
