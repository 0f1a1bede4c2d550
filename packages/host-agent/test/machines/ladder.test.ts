import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineState, RunEnd } from '@baton/model/machine/state';
import { GuestAgentInterrupted, type GuestAgentSession } from '@baton/qmp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MachineDriver } from '../../src/machines/driver';
import { HandClock } from '../automation/hand-clock';
import { until } from '../until';
import { PracticeQemu } from './practice-qemu';

const BEGAN = '2026-01-01T12:00:00.000Z';
const AGENT_PATIENCE_ENDS = '2026-01-01T12:00:15.000Z';
const BUTTON_PATIENCE_ENDS = '2026-01-01T12:01:15.000Z';

describe('a guest whose agent was asked to shut it down', () => {
  let folder: string;
  let qemu: PracticeQemu;
  let clock: HandClock;
  let driver: MachineDriver;
  let ends: RunEnd[];
  let changes: MachineState[];
  /** What its agent does when it is asked. */
  let answer: () => Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bl-'));
    clock = new HandClock(BEGAN);
    ends = [];
    changes = [];
    answer = async () => undefined;
    qemu = await PracticeQemu.start(join(folder, 'qmp.sock'));
    const agent = { shutDown: () => answer() } as unknown as GuestAgentSession;
    driver = new MachineDriver({
      clock,
      guest: {
        present: true,
        ask: (work) => work(agent),
        look: async () => undefined,
        heard: () => undefined,
        drop: () => undefined,
      },
      onEvent: () => undefined,
      onChange: () => changes.push(driver.state),
      onEnded: (end) => ends.push(end),
      words: async () => '',
    });
    driver.begin('operation');
    expect(await driver.boot(qemu, qemu.path)).toBe(true);
  });
  afterEach(async () => {
    qemu.kill();
    await until('its end', () => ends.length === 1);
    await rm(folder, { recursive: true, force: true });
  });

  const shutDown = async () => {
    await driver.shutDown('m');
    expect(driver.state).toMatchObject({
      kind: 'stopping',
      rung: 'agent',
      nextRungAt: Date.parse(AGENT_PATIENCE_ENDS),
      patienceEndsAt: Date.parse(BUTTON_PATIENCE_ENDS),
    });
    expect([qemu.presses, clock.alarms]).toEqual([0, [AGENT_PATIENCE_ENDS]]);
  };
  const nothingHappens = async () => {
    clock.turn(AGENT_PATIENCE_ENDS);
    await until('the power button', () => qemu.presses > 0 && driver.state.kind === 'stopping');
  };

  it('has its power button pressed when it said yes and nothing came of it, and that is what shut it down', async () => {
    await shutDown();
    await nothingHappens();
    expect(driver.state).toMatchObject({ rung: 'acpi', patienceEndsAt: Date.parse(BUTTON_PATIENCE_ENDS) });
    expect(driver.state).not.toHaveProperty('nextRungAt');
    qemu.powerOff();
    await until('its end', () => ends.length === 1);
    expect(ends).toMatchObject([{ cause: 'shut-down', rung: 'acpi' }]);
    expect(qemu.presses).toBe(1);
  });

  it('is not pressed when it went in time, nor by a clock that goes on afterwards', async () => {
    await shutDown();
    qemu.powerOff();
    await until('its end', () => ends.length === 1);
    clock.turn(BUTTON_PATIENCE_ENDS);
    expect(ends).toMatchObject([{ cause: 'shut-down', rung: 'agent' }]);
    expect([qemu.presses, clock.alarms]).toEqual([0, []]);
  });

  it('is not pressed again by the clock when somebody asked twice', async () => {
    await shutDown();
    clock.turn('2026-01-01T12:00:05.000Z');
    await driver.shutDown('m');
    await until('the power button', () => qemu.presses > 0);
    expect(driver.state).toMatchObject({ rung: 'acpi', patienceEndsAt: Date.parse('2026-01-01T12:01:05.000Z') });
    const { state } = driver;
    clock.turn(AGENT_PATIENCE_ENDS);
    await driver.session?.execute('query-status');
    expect(driver.state).toBe(state);
    expect(qemu.presses).toBe(1);
  });

  it('waits as long when its agent was cut off in the middle of its yes', async () => {
    answer = async () => {
      throw new GuestAgentInterrupted('guest-shutdown');
    };
    await shutDown();
    await nothingHappens();
    expect(driver.state).toMatchObject({ rung: 'acpi' });
  });

  it('leaves the choice to people once the patience with the button is over too', async () => {
    await shutDown();
    await nothingHappens();
    const told = changes.length;
    clock.turn(BUTTON_PATIENCE_ENDS);
    await until('the pages to be told', () => changes.length > told);
    expect(driver.state).toMatchObject({ kind: 'stopping', rung: 'acpi' });
    expect([qemu.presses, qemu.alive()]).toEqual([1, true]);
  });
});
