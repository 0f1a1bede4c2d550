import { describe, expect, it } from 'vitest';
import { practiceHost as host, kit, problemOf } from './kit';

describe('pinned threads', () => {
  const cpu = { cores: 2, pinning: { vcpus: [[2], [3]], emulator: [0], iothreads: [1] }, isolate: true };
  const session = {
    execute: async (command: string) =>
      command === 'query-cpus-fast'
        ? [0, 1].map((index) => ({ 'cpu-index': index, 'thread-id': 100 + index }))
        : [{ id: 'io0', 'thread-id': 110 }],
  } as never;

  it('stand where the profile wants them, and the host keeps off the processors’ CPUs', async () => {
    const { practice, means } = await host();
    for (const thread of [99, 100, 101, 110]) practice.threads.set(thread, [0, 1, 2, 3, 4, 5, 6, 7]);
    const { outfitter, order } = await kit(means);
    const wanted = await order({ cpu });
    expect(await outfitter.settle(wanted, { pid: 99, session })).toEqual([]);
    expect(Object.fromEntries(practice.threads)).toEqual({ 99: [0], 100: [2], 101: [3], 110: [1] });
    expect(practice.hostCpus).toEqual([0, 1, 4, 5, 6, 7]);
    await outfitter.dismiss(wanted);
    expect(practice.hostCpus).toBeNull();
  });

  it('are a failure when the kernel keeps them elsewhere', async () => {
    const { practice, means } = await host();
    practice.threads.set(100, [0, 1]);
    practice.failing.add('place');
    const { outfitter, order } = await kit(means);
    const work = outfitter.settle(await order({ cpu }), { pid: 99, session });
    expect(await problemOf(work)).toMatchObject({
      code: 'cpu.pin-failed',
      facts: { words: 'Operation not permitted' },
    });
  });

  it('tell when the host cannot be kept off them', async () => {
    const { practice, means } = await host();
    const { outfitter, order } = await kit(means);
    const wanted = await order({ cpu });
    practice.failing.add('keepOn');
    expect(await outfitter.settle(wanted, { pid: 99, session })).toEqual([
      expect.stringContaining('Operation not permitted'),
    ]);
    expect(await outfitter.dismiss(wanted)).toEqual([]);
    practice.systemd = false;
    expect(await outfitter.settle(wanted, { pid: 99, session })).toEqual([
      expect.stringContaining('systemd does not run this host'),
    ]);
  });
});
