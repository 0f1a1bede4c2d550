import type { TelemetryTick } from '@baton/model/telemetry/sample';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../ports/clock';
import { Telemetry } from './telemetry';

/** A clock that stands still until it is turned. */
function handClock() {
  const sleepers = new Set<{ at: number; wake: () => void }>();
  let now = 0;
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', onAbort);
      }),
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const turn = async (ms: number) => {
    await settle();
    now += ms;
    for (const sleeper of sleepers) {
      if (sleeper.at > now) continue;
      sleepers.delete(sleeper);
      sleeper.wake();
    }
    await settle();
  };
  return { clock, turn, sleepers };
}

function setUp() {
  const hand = handClock();
  const reads = { host: 0, storage: 0, gpu: 0 };
  const machines = [{ id: 'm1', pid: 7 }];
  const moving = { now: false };
  const telemetry = new Telemetry({
    clock: hand.clock,
    host: {
      read: async () => {
        reads.host += 1;
        const cpu = { busyTicks: reads.host * 25, totalTicks: reads.host * 100 };
        return { cpu, cpuTemperatureC: 50, memoryUsedMiB: 1, memoryTotalMiB: 2, battery: null };
      },
      storage: async () => {
        reads.storage += 1;
        return { freeBytes: 10, totalBytes: 20 };
      },
      process: async (pid) => (pid === 7 ? { cpuMs: hand.clock.now() / 2, rssMiB: 64 } : null),
    },
    gpu: {
      read: async () => {
        reads.gpu += 1;
        return { at: hand.clock.now(), source: 'none', reason: 'asleep' };
      },
      hush: () => undefined,
    },
    gpuMoves: () => moving.now,
    machines: () => machines,
    failed: (error) => {
      throw error;
    },
  });
  const watch = () => {
    const ending = new AbortController();
    const ticks: TelemetryTick[] = [];
    const ended = (async () => {
      for await (const tick of telemetry.watch(ending.signal)) ticks.push(tick);
    })();
    return { ticks, end: () => ending.abort(), ended };
  };
  return { ...hand, telemetry, reads, machines, moving, watch };
}

describe('telemetry', () => {
  it('does nothing at all while nobody watches', async () => {
    const { telemetry, reads, sleepers, turn } = setUp();
    await turn(60_000);
    expect([telemetry.running, reads.host, sleepers.size]).toEqual([false, 0, 0]);
  });

  it('measures once for all watchers, and stops with the last one', async () => {
    const { telemetry, reads, sleepers, turn, watch } = setUp();
    const one = watch();
    const two = watch();
    await turn(250);
    await turn(2000);
    expect([one.ticks.length, two.ticks.length, reads.host]).toEqual([2, 2, 3]);
    expect(one.ticks[1]).toBe(two.ticks[1]);
    one.end();
    await one.ended;
    await turn(2000);
    expect([one.ticks.length, two.ticks.length]).toEqual([2, 3]);
    two.end();
    await two.ended;
    const before = reads.host;
    await turn(60_000);
    expect([telemetry.running, reads.host, sleepers.size]).toEqual([false, before, 0]);
  });

  it('starts again for the next watcher, and still knows the ticks of the last ten minutes', async () => {
    const { telemetry, turn, watch } = setUp();
    const one = watch();
    await turn(250);
    one.end();
    await one.ended;
    expect(telemetry.recent()).toHaveLength(1);
    const two = watch();
    await turn(250);
    expect([two.ticks.length, telemetry.recent().length]).toEqual([1, 2]);
    await turn(2000 * 300);
    expect(telemetry.recent().every((tick) => tick.at > 250)).toBe(true);
    two.end();
    await two.ended;
  });

  it('tells use since the last tick, of the host and of each machine', async () => {
    const { turn, watch, machines } = setUp();
    const one = watch();
    await turn(250);
    expect(one.ticks[0]).toMatchObject({
      host: { cpuPercent: 25, cpuTemperatureC: 50, storageFreeBytes: 10, battery: null },
      gpu: { source: 'none', reason: 'asleep' },
      machines: [{ machineId: 'm1', cpuPercent: 50, rssMiB: 64 }],
    });
    machines.push({ id: 'gone', pid: 8 });
    await turn(2000);
    expect(one.ticks[1]?.machines.map((machine) => machine.machineId)).toEqual(['m1']);
    one.end();
    await one.ended;
  });

  it('leaves the card alone while it changes hands', async () => {
    const { turn, watch, reads, moving } = setUp();
    const one = watch();
    moving.now = true;
    await turn(250);
    expect(one.ticks[0]?.gpu).toMatchObject({ source: 'none', reason: 'moving' });
    const before = reads.gpu;
    await turn(2000);
    expect(reads.gpu).toBe(before);
    moving.now = false;
    await turn(2000);
    expect(one.ticks[2]?.gpu).toMatchObject({ reason: 'asleep' });
    one.end();
    await one.ended;
  });

  it('looks at the disks every tenth tick', async () => {
    const { turn, watch, reads } = setUp();
    const one = watch();
    await turn(250);
    for (let n = 0; n < 10; n += 1) await turn(2000);
    expect(reads).toMatchObject({ storage: 2, gpu: 12 });
    one.end();
    await one.ended;
  });
});
