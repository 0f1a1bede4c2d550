import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/adapters/linux/clock';
import { MachineDriver } from '../../src/machines/driver';
import type { Member } from '../../src/machines/fleet';
import { refuseDamaged } from '../../src/machines/guest/damage';
import { GuestLink } from '../../src/machines/guest/link';
import { MachineMemories } from '../../src/machines/guest/memory';
import { Storyteller } from '../../src/machines/guest/storyteller';
import type { ReadableEntry } from '../../src/profiles/book';
import { PracticeQemu } from '../machines/practice-qemu';
import { temporaryFolder } from '../temporary';
import { until } from '../until';
import { keptActivity } from './test-guest';

const DISK = '/srv/baton/win10.qcow2';
const FULL = {
  device: '',
  'node-name': 'disk0',
  operation: 'write',
  action: 'stop',
  nospace: true,
  reason: 'No space',
};
const DAMAGED = { device: '', 'node-name': 'disk0', msg: 'overlap', fatal: true };

/** A driver over a practice QEMU, with everything that listens to it. */
async function setUp() {
  const path = join(await temporaryFolder(), 'qmp.sock');
  const qemu = await PracticeQemu.start(path);
  const activity = keptActivity();
  const stored = new Map<string, unknown>();
  const settings = {
    get: async (key: string) => stored.get(key),
    set: async (key: string, value: unknown) => void stored.set(key, value),
    remove: async (key: string) => stored.delete(key),
  };
  const defects: unknown[] = [];
  const memories = new MachineMemories(settings, (error) => defects.push(error));
  const storyteller = new Storyteller({
    ...{ activity, memories, clock: systemClock },
    defect: (error) => void defects.push(error),
  });
  const guest = new GuestLink({ clock: systemClock, socket: '/nowhere', onChange: () => undefined });
  const driver: MachineDriver = new MachineDriver({
    ...{ clock: systemClock, guest },
    onChange: () => undefined,
    onEnded: () => undefined,
    onEvent: (event) => storyteller.heard(member, event),
    words: async () => '',
  });
  const launch = { diskPaths: [DISK] };
  const member = { id: 'm1', name: 'win10', driver, guest, launch } as unknown as Member;
  driver.begin('operation');
  await driver.boot(qemu, path);
  onTestFinished(async () => {
    qemu.kill();
    await storyteller.stop();
    expect(defects).toEqual([]);
  });
  const news = () => activity.told.map(({ facts }) => facts as { news: string; times: number; raw: unknown });
  return { qemu, driver, memories, storyteller, settings, news };
}

describe('what QEMU tells', () => {
  it('stands in the history once for a flood, with QEMU’s own event and how many they were', async () => {
    const { qemu, storyteller, news, driver } = await setUp();
    for (let each = 0; each < 1000; each += 1) qemu.says('BLOCK_IO_ERROR', FULL);
    qemu.turn('io-error');
    await until('the machine to wait', () => driver.state.kind === 'paused');
    expect(driver.state).toMatchObject({ reason: 'disk-full' });
    await storyteller.stop();
    expect(news()).toMatchObject([
      { news: 'disk-full', times: 1, raw: { event: 'BLOCK_IO_ERROR', data: FULL } },
      { news: 'disk-full', times: 999 },
    ]);
  });

  it('of a damaged image stops the machine, which does not start again before a check finds nothing', async () => {
    const { qemu, driver, memories, settings } = await setUp();
    qemu.says('BLOCK_IMAGE_CORRUPTED', DAMAGED);
    await until('the machine to be stopped', () => driver.state.kind === 'paused');
    expect(driver.state).toMatchObject({ reason: 'image-corrupted' });
    await until('it to be kept', async () => (await memories.of('m1')).damaged !== null);

    const later = new MachineMemories(settings, () => undefined);
    const profile = { id: 'm1', definition: { name: 'win10' } } as unknown as ReadableEntry;
    const start = (words: string | null) =>
      refuseDamaged({ memories: later, images: { faults: async () => words } }, profile, [DISK]);
    await expect(start('3 errors were found')).rejects.toMatchObject({
      problem: { code: 'image.corrupted', facts: { path: DISK, words: '3 errors were found' } },
    });
    await start(null);
    await start('nobody asks any more');
  });

  it('of the clock is kept as it was when the guest went, and counted from what the run began with', async () => {
    const { qemu, memories, driver } = await setUp();
    await memories.change('m1', { clock: { aheadSeconds: 100, atStart: 100 } });
    for (const offset of [5, 3600, 7200]) qemu.says('RTC_CHANGE', { offset });
    qemu.powerOff();
    await driver.whenStopped();
    await until('the last to be kept', async () => (await memories.of('m1')).clock.aheadSeconds === 7300);
  });
});

describe('a guest that put itself to sleep', () => {
  it('is woken by Resume, and by Wake; nobody else can be woken', async () => {
    const { qemu, driver } = await setUp();
    await expect(driver.press('wake', 'win10')).rejects.toMatchObject({ problem: { code: 'guest.not-asleep' } });
    for (const wake of [() => driver.resume('win10'), () => driver.press('wake', 'win10')]) {
      qemu.turn('suspended');
      await until('it to sleep', () => driver.state.kind === 'paused');
      expect(driver.state).toMatchObject({ reason: 'suspended' });
      await wake();
      await until('it to be awake', () => driver.state.kind === 'running');
    }
  });

  it('is woken before it is asked to shut down', async () => {
    const { qemu, driver } = await setUp();
    qemu.turn('suspended');
    await until('it to sleep', () => driver.state.kind === 'paused');
    await driver.shutDown('win10');
    expect(qemu.status).toBe('running');
    expect(driver.state).toMatchObject({ kind: 'stopping', rung: 'acpi' });
    qemu.powerOff();
    await driver.whenStopped();
    expect(driver.state).toMatchObject({ kind: 'stopped', last: { cause: 'shut-down', rung: 'acpi' } });
  });
});
