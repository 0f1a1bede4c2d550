import { join } from 'node:path';
import type { Database } from '@baton/db';
import { openDatabase } from '@baton/db';
import { problem } from '@baton/model/problem';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ActivityLog } from '../src/operations/activity-log';
import { OperationRecord } from '../src/operations/operation-record';
import type { OperationSpec } from '../src/operations/recorder';
import { temporaryFolder } from './temporary';

const START: OperationSpec = {
  kind: 'start',
  subject: { kind: 'machine', id: 'm1', name: 'win10' },
  runId: 'run-1',
  handover: { from: { kind: 'host' }, to: { kind: 'machine', id: 'm1', name: 'win10' } },
  actor: { name: 'owner' },
  steps: ['check', 'start', 'verify'],
};

async function setUp(file?: string) {
  const path = file ?? join(await temporaryFolder(), 'baton.db');
  const database: Database = await openDatabase({ file: path });
  onTestFinished(() => database.close());
  const time = { now: 1000 };
  const now = () => time.now;
  const emitted: string[] = [];
  const failed = (error: unknown) => {
    throw error;
  };
  const activity = new ActivityLog({ events: database.events, now, failed });
  const events = {
    emit: (kind: string, subject?: string) => void emitted.push(`${kind} ${subject}`),
    watched: () => true,
  };
  const record = new OperationRecord({ operations: database.operations, events, activity, now, failed });
  await record.prepare();
  return { path, database, time, emitted, activity, record };
}

const done = async () => undefined;

describe('the record of operations', () => {
  it('shows a running operation at once, with every step and its times', async () => {
    const { record, time, emitted } = await setUp();
    const handle = record.begin(START);
    await handle.step('check', async (note) => note('group 1'));
    let release: () => void = () => undefined;
    const starting = handle.step('start', () => {
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    time.now = 1500;
    const [operation] = await record.list({ limit: 10 });
    expect(operation).toMatchObject({ id: handle.id, state: 'running', requestedBy: 'owner', runId: 'run-1' });
    expect(operation?.steps.map((step) => [step.kind, step.state])).toEqual([
      ['check', 'done'],
      ['start', 'running'],
      ['verify', 'todo'],
    ]);
    expect(operation?.steps[0]?.detail).toBe('group 1');
    release();
    await starting;
    expect((await record.get(handle.id)).steps[1]).toMatchObject({ state: 'done', startedAt: 1000, endedAt: 1500 });
    expect(new Set(emitted)).toEqual(new Set([`operation ${handle.id}`]));
  });

  it('saves the end, forgets planned steps that were not needed, and tells the history', async () => {
    const { record, activity } = await setUp();
    const handle = record.begin(START);
    await handle.step('check', done);
    await handle.step('bind', done);
    await handle.succeed();
    const saved = await record.get(handle.id);
    expect(saved).toMatchObject({
      state: 'succeeded',
      endedAt: 1000,
      handover: START.handover,
      subject: START.subject,
    });
    expect(saved.steps.map((step) => step.kind)).toEqual(['check', 'bind']);
    const [item] = await activity.list({ limit: 10 });
    expect(item).toMatchObject({ text: 'Start win10', actor: 'owner', operationId: handle.id, machineId: 'm1' });
  });

  it('keeps what failed and what was undone', async () => {
    const { record, activity } = await setUp();
    const handle = record.begin(START);
    await handle.step('check', done);
    await handle.step('detach', done);
    await expect(handle.step('bind', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    handle.undoing();
    expect((await record.get(handle.id)).state).toBe('undoing');
    handle.undone('detach');
    await handle.fail(problem('handover.undone', { step: 'Bind to vfio-pci', cause: 'no' }), 'undone');
    await handle.succeed();
    const saved = await record.get(handle.id);
    expect(saved).toMatchObject({ state: 'undone', problem: { code: 'handover.undone' } });
    expect(saved.steps.map((step) => [step.kind, step.state])).toEqual([
      ['check', 'done'],
      ['detach', 'undone'],
      ['bind', 'failed'],
      ['start', 'todo'],
      ['verify', 'todo'],
    ]);
    expect((await activity.list({ limit: 1 }))[0]?.text).toBe('Start win10: failed and undone');
  });

  it('shows the steps of a plan before those that wait already', async () => {
    const { record } = await setUp();
    const handle = record.begin({ ...START, steps: ['check', 'start', 'verify'] });
    await handle.step('check', done);
    handle.plan(['detach', 'bind']);
    const { steps } = await record.get(handle.id);
    expect(steps.map(({ kind }) => kind)).toEqual(['check', 'detach', 'bind', 'start', 'verify']);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(5);
  });

  it('estimates each step by its last time here, also after a restart', async () => {
    const first = await setUp();
    const handle = first.record.begin({ ...START, steps: ['check'] });
    await handle.step('check', async () => {
      first.time.now += 340;
    });
    await handle.succeed();
    const again = first.record.begin({ ...START, steps: ['check', 'verify'] });
    expect((await first.record.get(again.id)).steps.map((step) => step.estimateMs)).toEqual([340, undefined]);
    await again.succeed();
    const second = await setUp(first.path);
    const other = { ...START, subject: { ...START.subject, id: 'm2' }, steps: ['check'] as const };
    const third = second.record.begin(other);
    expect((await second.record.get(third.id)).steps[0]?.estimateMs).toBe(340);
    await third.succeed();
  });

  it('marks what a dead agent left running as interrupted', async () => {
    const first = await setUp();
    const handle = first.record.begin(START);
    await handle.step('check', done);
    void handle.step('start', () => new Promise(() => undefined));
    handle.plan(['stopped']);
    await handle.step('detach', done);
    await first.record.settled();
    const second = await setUp(first.path);
    const found = await second.record.get(handle.id);
    expect(found).toMatchObject({
      state: 'failed',
      problem: { code: 'handover.interrupted', facts: { step: 'Start machine' } },
    });
    expect(found.steps.find((step) => step.kind === 'start')?.state).toBe('failed');
  });

  it('narrows the list by machine, by run and by the GPU', async () => {
    const { record, time } = await setUp();
    const ids: Record<string, string> = {};
    for (const [name, spec] of Object.entries({
      gpu: START,
      plain: { ...START, handover: undefined, runId: 'run-2' },
      other: { ...START, subject: { kind: 'machine', id: 'm2', name: 'train' }, runId: 'run-3', handover: undefined },
    } satisfies Record<string, OperationSpec>)) {
      time.now += 1;
      const handle = record.begin(spec);
      ids[name] = handle.id;
      if (name !== 'other') await handle.succeed();
    }
    const list = async (filter: object) => (await record.list({ limit: 10, ...filter })).map((each) => each.id);
    expect(await list({})).toEqual([ids.other, ids.plain, ids.gpu]);
    expect(await list({ machineId: 'm1' })).toEqual([ids.plain, ids.gpu]);
    expect(await list({ runId: 'run-3' })).toEqual([ids.other]);
    expect(await list({ gpu: true })).toEqual([ids.gpu]);
    expect(await list({ limit: 1 })).toEqual([ids.other]);
    await expect(record.get('none')).rejects.toThrow('operation.not-found');
  });
});
