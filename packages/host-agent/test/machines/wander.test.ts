import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusal } from '@baton/model/machine/actions';
import type { RunEnd } from '@baton/model/machine/state';
import { ProblemError } from '@baton/model/problem';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MachineDriver } from '../../src/machines/driver';
import { GuestLink } from '../../src/machines/guest/link';
import { until } from '../until';
import { PracticeQemu } from './practice-qemu';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bw-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Long waits are short here: nothing in a walk depends on their length. */
const clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal) => sleep(Math.min(ms, 15), undefined, signal ? { signal } : {}),
};

const VERBS = ['pause', 'resume', 'reboot', 'shut-down', 'force-off'] as const;
const CALLS = {
  pause: (driver) => driver.pause('m'),
  resume: (driver) => driver.resume('m'),
  reboot: (driver) => driver.reboot('m'),
  'shut-down': (driver) => driver.shutDown('m'),
  'force-off': (driver) => driver.forceOff('m'),
} satisfies Record<(typeof VERBS)[number], (driver: MachineDriver) => Promise<void>>;

const FATES = {
  'powers off': (qemu) => qemu.powerOff(),
  panics: (qemu) => qemu.turn('guest-panicked'),
  'has a disk error': (qemu) => qemu.turn('io-error'),
  'goes on': (qemu) => qemu.turn('running'),
  restarts: (qemu) => qemu.reset(),
  'is killed': (qemu) => qemu.kill(),
  'loses its monitor': (qemu) => qemu.drop(),
} satisfies Record<string, (qemu: PracticeQemu) => void>;

const step = fc.oneof(
  fc.record({ verb: fc.constantFrom(...VERBS) }),
  fc.record({ fate: fc.constantFrom(...(Object.keys(FATES) as (keyof typeof FATES)[])) }),
);

describe('a machine that is wandered through', () => {
  it('never contradicts its process, ends exactly once, and can be forced off from anywhere', async () => {
    let walks = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (walk) => {
        walks += 1;
        const ends: RunEnd[] = [];
        const qemu = await PracticeQemu.start(join(folder, `${walks}.sock`));
        const driver = new MachineDriver({
          clock,
          guest: new GuestLink({ clock, socket: '/nowhere', onChange: () => undefined }),
          onEvent: () => undefined,
          onChange: () => undefined,
          onEnded: (end) => ends.push(end),
          words: async () => '',
        });
        driver.begin('operation');
        expect(await driver.boot(qemu, qemu.path)).toBe(true);
        for (const each of walk) {
          if ('fate' in each) FATES[each.fate](qemu);
          else await ask(driver, each.verb);
          await settled(driver, qemu);
        }
        await ask(driver, 'force-off');
        await settled(driver, qemu);
        expect(driver.state.kind).toBe('stopped');
        expect(ends).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });
});

/** A request is carried out, or refused by the table, or met a monitor that was just lost. */
async function ask(driver: MachineDriver, verb: (typeof VERBS)[number]): Promise<void> {
  const expected = refusal(verb, driver.state);
  try {
    await CALLS[verb](driver);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.problem.code === 'machine.refused') expect(expected).toBeDefined();
    else expect(error.problem.code).toBe('machine.qmp-lost');
  }
}

/** The state comes to agree with the process. */
async function settled(driver: MachineDriver, qemu: PracticeQemu): Promise<void> {
  await until(`the state to agree (it is ${driver.state.kind}, the process ${qemu.status})`, () => {
    const { kind } = driver.state;
    if (!qemu.alive()) return kind === 'stopped';
    if (driver.session === null) return false;
    return kind === 'stopping' || kind === (qemu.status === 'running' ? 'running' : 'paused');
  });
}
