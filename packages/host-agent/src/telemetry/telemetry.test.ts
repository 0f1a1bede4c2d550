import type { TelemetryTick } from '@baton/model/telemetry/sample';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../ports/clock';
import type { GpuReading } from '../ports/sensors';
import type { MeasuredMachine } from './machine-meter';
import { Telemetry } from './telemetry';

/** A clock that stands still until it is turned. */
function handClock() {
  const sleepers = new Set<{ at: number; wake: () => void }>();
  let now = 0;
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
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
  const settle = async () => {
    for (let n = 0; n < 3; n += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const turn = async (ms: number) => {
    await settle();
    now += ms;
    for (const sleeper of [...sleepers]) {
      if (sleeper.at > now) continue;
      sleepers.delete(sleeper);
      sleeper.wake();
    }
    await settle();
  };
  return { clock, turn, settle, sleepers };
}

const MACHINE: MeasuredMachine = { id: 'm1', pid: 7, taps: [] };

function setUp({ machines = [MACHINE], cardMatters = false, cardAwaited = (): boolean => false } = {}) {
  const hand = handClock();
  /** How often each kind of file was opened. */
  const opens = { host: 0, storage: 0, gpu: 0, process: 0, thread: 0, pss: 0, place: 0, network: 0 };
  const guestRuns: string[] = [];
  const kept: TelemetryTick[] = [];
  const flushes: boolean[] = [];
  const moving = { now: false };
  const reading: { gpu: GpuReading } = { gpu: { at: 0, source: 'none', reason: 'asleep' } };
  const telemetry = new Telemetry({
    clock: hand.clock,
    cardMatters: () => cardMatters,
    cardAwaited,
    host: {
      read: async () => {
        opens.host += 1;
        const cpu = { busyTicks: opens.host * 25, totalTicks: opens.host * 100 };
        const memory = { memoryUsedMiB: 1, memoryTotalMiB: 2, hugepages: null };
        return { cpu, cores: [cpu, null], cpuTemperatureC: 50, ...memory, battery: null };
      },
      storage: async () => {
        opens.storage += 1;
        return { freeBytes: 10, totalBytes: 20 };
      },
      process: (pid) => {
        opens.process += 1;
        return pid === 7 ? { cpuMs: hand.clock.now() / 2, rssMiB: 64 } : null;
      },
      thread: (_, thread) => {
        opens.thread += 1;
        return (hand.clock.now() * thread) / 100;
      },
      placeOf: (_, thread) => {
        opens.place += 1;
        return thread === 10 ? [3] : null;
      },
      pss: async () => {
        opens.pss += 1;
        return 60;
      },
      network: () => {
        opens.network += 1;
        return { receivedBytes: hand.clock.now(), sentBytes: 0 };
      },
    },
    gpu: {
      read: async () => {
        opens.gpu += 1;
        return { ...reading.gpu, at: hand.clock.now() };
      },
      hush: () => undefined,
    },
    guests: {
      freeze: async () => null,
      thaw: async () => true,
      osOf: async () => 'linux',
      run: async (_, { path }) => {
        guestRuns.push(path);
        if (path !== 'nvidia-smi') {
          return { exitCode: 0, stdout: 'MemTotal: 2048 kB\nMemAvailable: 1024 kB\n', stderr: '' };
        }
        return { exitCode: 0, stdout: '50, 77, 1, 2, 3, 4, 5, 6, 7, 8, 3, 16\n', stderr: '' };
      },
    },
    gpuMoves: () => moving.now,
    machines: () => machines,
    history: {
      add: (tick) => void kept.push(tick),
      series: async () => ({ stepMs: 0, at: [], channels: {} }),
      flush: async (last = false) => void flushes.push(last),
      prune: async () => undefined,
    },
    failed: (error) => {
      throw error;
    },
  });
  const watch = (machineId: string | null = null) => {
    const ending = new AbortController();
    const ticks: TelemetryTick[] = [];
    const ended = (async () => {
      for await (const tick of telemetry.watch(machineId, ending.signal)) ticks.push(tick);
    })();
    const end = async () => {
      ending.abort();
      await ended;
    };
    return { ticks, end };
  };
  const total = () => Object.values(opens).reduce((sum, count) => sum + count, 0);
  return { ...hand, telemetry, opens, total, machines, moving, reading, guestRuns, kept, flushes, watch };
}

const questions = () => {
  const asked: string[] = [];
  const answers: Record<string, unknown> = {
    'query-cpus-fast': [
      { 'cpu-index': 1, 'thread-id': 20 },
      { 'cpu-index': 0, 'thread-id': 10 },
    ],
    'query-iothreads': [{ 'thread-id': 5 }],
  };
  let read = 0;
  const execute = async (command: string) => {
    asked.push(command);
    read += 4096;
    return (answers[command] ?? [{ stats: { rd_bytes: read, wr_bytes: 0 } }]) as never;
  };
  return { execute, asked };
};

describe('telemetry', () => {
  it('opens nothing at all while nobody watches and no machine is up', async () => {
    const { telemetry, total, sleepers, turn } = setUp({ machines: [] });
    telemetry.machinesChanged();
    await turn(60_000);
    expect([telemetry.running, total(), sleepers.size]).toEqual([false, 0, 0]);
  });

  it('measures once for all watchers, and stops with the last one', async () => {
    const { telemetry, opens, total, sleepers, turn, watch } = setUp({ machines: [] });
    const all = [watch(), watch(), watch('m1'), watch('m1')];
    await turn(250);
    await turn(1000);
    expect(all.map(({ ticks }) => ticks.length)).toEqual([2, 2, 2, 2]);
    expect([opens.host, opens.gpu]).toEqual([3, 3]);
    expect(all[0]?.ticks[1]).toBe(all[1]?.ticks[1]);
    for (const one of all.slice(1)) await one.end();
    await turn(1000);
    expect(all.map(({ ticks }) => ticks.length)).toEqual([3, 2, 2, 2]);
    await all[0]?.end();
    const before = total();
    await turn(60_000);
    expect([telemetry.running, total(), sleepers.size]).toEqual([false, before, 0]);
  });

  it('measures slowly while a machine is up that nobody watches, and never asks its guest', async () => {
    const up: MeasuredMachine[] = [];
    const { telemetry, opens, turn, guestRuns, kept } = setUp({ machines: up });
    up.push({ ...MACHINE, hasGpu: true });
    telemetry.machinesChanged();
    await turn(250);
    for (let n = 0; n < 60; n += 1) await turn(1000);
    expect(opens.host).toBe(8);
    expect(kept.length).toBe(7);
    expect([guestRuns, opens.thread, opens.pss]).toEqual([[], 0, 0]);
    up.length = 0;
    telemetry.machinesChanged();
    expect(telemetry.running).toBe(false);
    await telemetry.stop();
  });

  it('asks the guest for its card every ten seconds when somebody would be told that it is hot', async () => {
    const { telemetry, turn, guestRuns, kept, reading } = setUp({
      machines: [{ ...MACHINE, hasGpu: true }],
      cardMatters: true,
    });
    reading.gpu = { at: 0, source: 'none', reason: 'in-guest' };
    telemetry.machinesChanged();
    await turn(250);
    for (let n = 0; n < 60; n += 1) await turn(1000);
    expect(guestRuns.filter((path) => path === 'nvidia-smi')).toHaveLength(7);
    expect(kept.at(-1)?.gpu).toMatchObject({ source: 'guest', readings: { temperatureC: 50 } });
    await telemetry.stop();
  });

  it('measures the card without a machine and a watcher only while somebody waits to hear that it is cool', async () => {
    const waits = { now: true };
    const { telemetry, turn, opens } = setUp({ machines: [], cardAwaited: () => waits.now });
    telemetry.machinesChanged();
    await turn(250);
    for (let n = 0; n < 30; n += 1) await turn(1000);
    expect(opens.gpu).toBeGreaterThan(2);
    waits.now = false;
    for (let n = 0; n < 11; n += 1) await turn(1000);
    expect(telemetry.running).toBe(false);
    await telemetry.stop();
  });

  it('does not keep a watcher waiting who comes while it measures slowly', async () => {
    const { telemetry, turn, settle, watch } = setUp();
    telemetry.machinesChanged();
    await turn(250);
    await turn(10);
    const one = watch();
    await settle();
    expect(one.ticks).toHaveLength(1);
    await one.end();
    await telemetry.stop();
  });

  it('gives each page what it shows: the machine that it names, closely, or none', async () => {
    const { execute } = questions();
    const other = { id: 'm2', pid: 7 };
    const { turn, watch, opens, telemetry } = setUp({ machines: [{ ...MACHINE, questions: { execute } }, other] });
    const [home, page] = [watch(), watch('m1')];
    await turn(250);
    await turn(1000);
    expect(home.ticks.every(({ machines }) => machines.length === 0)).toBe(true);
    expect(page.ticks[1]?.machines).toEqual([
      {
        at: 1250,
        machineId: 'm1',
        cpuPercent: 50,
        rssMiB: 64,
        pssMiB: 60,
        vcpus: [
          { percent: 10, cpus: [3] },
          { percent: 20, cpus: null },
        ],
        emulatorPercent: 15,
        disk: { inBytes: 4096, outBytes: 0 },
        network: { inBytes: 1000, outBytes: 0 },
        guestMemory: { usedMiB: 1, totalMiB: 2 },
      },
    ]);
    // Three threads of one machine, twice: the first tick was for Home.
    expect([opens.thread, opens.pss, opens.place]).toEqual([6, 1, 2]);
    await Promise.all([home.end(), page.end()]);
    await telemetry.stop();
  });

  it('asks for the threads of a machine once, and for its disks less often while nobody looks at it', async () => {
    const { execute, asked } = questions();
    const { turn, watch, telemetry } = setUp({ machines: [{ ...MACHINE, questions: { execute } }] });
    const home = watch();
    await turn(250);
    for (let n = 0; n < 20; n += 1) await turn(1000);
    expect(asked.filter((command) => command === 'query-blockstats')).toHaveLength(3);
    expect(asked).not.toContain('query-cpus-fast');
    const page = watch('m1');
    for (let n = 0; n < 3; n += 1) await turn(1000);
    expect(asked.filter((command) => command === 'query-cpus-fast')).toHaveLength(1);
    await Promise.all([home.end(), page.end()]);
    await telemetry.stop();
  });

  it('tells the use of the host since the last tick, and of each CPU', async () => {
    const { turn, watch, telemetry } = setUp();
    const one = watch();
    await turn(250);
    expect(one.ticks[0]?.host).toMatchObject({
      cpuPercent: 25,
      coresPercent: [25, null],
      cpuTemperatureC: 50,
      storageFreeBytes: 10,
    });
    await one.end();
    await telemetry.stop();
  });

  it('does not take a process that is gone for a machine', async () => {
    const { turn, watch, telemetry } = setUp({ machines: [{ id: 'gone', pid: 8 }] });
    const one = watch('gone');
    await turn(250);
    expect(one.ticks[0]?.machines).toEqual([]);
    await one.end();
    await telemetry.stop();
  });

  it('leaves the card alone while it changes hands', async () => {
    const { turn, watch, opens, moving, telemetry } = setUp();
    const one = watch();
    moving.now = true;
    await turn(250);
    expect(one.ticks[0]?.gpu).toMatchObject({ source: 'none', reason: 'moving' });
    const before = opens.gpu;
    await turn(1000);
    expect(opens.gpu).toBe(before);
    moving.now = false;
    await turn(1000);
    expect(one.ticks[2]?.gpu).toMatchObject({ reason: 'asleep' });
    await one.end();
    await telemetry.stop();
  });

  it('goes on measuring the card inside the guest that has it, at most every five seconds', async () => {
    const { turn, watch, reading, guestRuns, telemetry } = setUp({ machines: [{ ...MACHINE, hasGpu: true }] });
    reading.gpu = { at: 0, source: 'none', reason: 'in-guest' };
    const one = watch();
    await turn(250);
    for (let n = 0; n < 14; n += 1) await turn(1000);
    expect(one.ticks.at(-1)?.gpu).toMatchObject({
      source: 'guest',
      machine: 'm1',
      readings: { utilizationPercent: 77, temperatureC: 50 },
    });
    expect(guestRuns.filter((path) => path === 'nvidia-smi')).toHaveLength(3);
    await one.end();
    await telemetry.stop();
  });

  it('looks at the disks rarely', async () => {
    const { turn, watch, opens, telemetry } = setUp({ machines: [] });
    const one = watch();
    await turn(250);
    for (let n = 0; n < 40; n += 1) await turn(1000);
    expect(opens.storage).toBe(3);
    await one.end();
    await telemetry.stop();
  });

  it('keeps the ticks of the last five minutes, and every one in history', async () => {
    const { turn, watch, telemetry, kept } = setUp({ machines: [] });
    const one = watch();
    await turn(250);
    for (let n = 0; n < 310; n += 1) await turn(1000);
    expect(telemetry.recent({ machineId: null, limit: 1000 }).length).toBe(300);
    expect(telemetry.recent({ machineId: null, limit: 5 }).map(({ at }) => at)).toEqual([
      306_250, 307_250, 308_250, 309_250, 310_250,
    ]);
    expect(kept.length).toBe(311);
    await one.end();
  });

  it('tells listeners every tick, and measures nothing for them', async () => {
    const { turn, watch, telemetry } = setUp({ machines: [] });
    const heard: number[] = [];
    telemetry.onTick(({ at }) => void heard.push(at));
    await turn(10_000);
    expect([telemetry.running, heard]).toEqual([false, []]);
    const one = watch();
    await turn(250);
    expect(heard).toEqual([10_250]);
    await one.end();
  });

  it('writes what it kept when it ends', async () => {
    const { turn, watch, flushes } = setUp({ machines: [] });
    const one = watch();
    await turn(250);
    await one.end();
    expect(flushes).toEqual([true]);
  });
});
