import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem } from '@baton/model/problem';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OperationHandle, OperationSpec } from '../operations/recorder';
import type { KernelLine } from '../ports/kernel-lines';
import { HandoverLog } from './handover-log';
import { keepKernelLog } from './kernel-log-keeper';

const failed = (error: unknown) => {
  throw error;
};

async function folder() {
  const root = await mkdtemp(join(tmpdir(), 'baton-own-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return root;
}

const linesOf = async (path: string): Promise<{ at: number; level: string; text: string }[]> =>
  (await readFile(path, 'utf8').catch(() => ''))
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** An operation that does what it is told and keeps nothing. */
const quiet: OperationHandle = {
  id: 'op1',
  plan: () => undefined,
  step: (_, work) => work(() => undefined),
  finding: () => undefined,
  undoing: () => undefined,
  undone: () => undefined,
  succeed: () => Promise.resolve(),
  fail: () => Promise.resolve(),
};

const spec = (more: Partial<OperationSpec>): OperationSpec => ({
  kind: 'start',
  subject: { kind: 'machine', id: 'm1', name: 'win10' },
  actor: { name: 'ada' },
  steps: [],
  ...more,
});

describe("a machine's hand-over log", () => {
  it('tells an operation step by step, in words, with how long each took', async () => {
    const root = await folder();
    let now = 0;
    const log = new HandoverLog({ pathOf: (id) => join(root, `${id}.log`), now: () => (now += 10), failed });
    const told = log.telling(spec({}), quiet);
    await told.step('bind', async (note) => note('0000:01:00.0 nvidia -> vfio-pci'));
    await expect(told.step('start', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    told.undoing();
    told.undone('bind');
    await told.fail(problem('log.not-found', { name: 'x' }), 'undone');
    await log.settled();
    expect((await linesOf(join(root, 'm1.log'))).map(({ level, text }) => `${level} ${text}`)).toEqual([
      'info Start win10: begins, asked for by ada',
      'debug Start win10: Bind to vfio-pci begins',
      'info Start win10: Bind to vfio-pci: done in 20 ms (0000:01:00.0 nvidia -> vfio-pci)',
      'debug Start win10: Start machine begins',
      'error Start win10: Start machine: failed after 20 ms',
      'warning Start win10: What was done is being undone',
      'warning Start win10: Bind to vfio-pci: undone',
      expect.stringMatching(/^error Start win10: failed, and everything is as it was: No log yet/),
    ]);
  });

  it('is written for each machine that gives or gets the GPU, and for no other', async () => {
    const root = await folder();
    const log = new HandoverLog({ pathOf: (id) => join(root, `${id}.log`), now: () => 1, failed });
    const machine = (id: string) => ({ kind: 'machine', id, name: id }) as const;
    const gpu = { kind: 'gpu', id: 'gpu', name: 'GPU' } as const;
    log.telling(spec({ kind: 'switch', subject: gpu, handover: { from: machine('a'), to: machine('b') } }), quiet);
    expect(log.telling(spec({ kind: 'hand-over', subject: gpu }), quiet)).toBe(quiet);
    await log.settled();
    expect([(await linesOf(join(root, 'a.log'))).length, (await linesOf(join(root, 'b.log'))).length]).toEqual([1, 1]);
  });
});

describe("the kernel's lines", () => {
  async function keeping(path: string, boot: string, lines: readonly KernelLine[]) {
    let hear: (line: KernelLine) => void = () => undefined;
    const stop = await keepKernelLog({
      lines: {
        follow: (heard) => {
          hear = heard;
          return () => undefined;
        },
      },
      bootId: async () => boot,
      path,
      addresses: ['0000:01:00'],
      failed,
    });
    for (const line of lines) hear(line);
    await stop();
    return linesOf(path);
  }
  const line = (sequence: number, text: string, level = 6): KernelLine => ({
    sequence,
    at: sequence * 10,
    level,
    text,
  });

  it('are kept when they concern the GPU, and never twice, also when the agent starts again', async () => {
    const path = join(await folder(), 'log', 'kernel.log');
    const first = [line(1, 'usb 1-2: new device'), line(2, 'NVRM: loading'), line(3, 'pci 0000:01:00.1: x', 3)];
    await keeping(path, 'boot-a', first);
    const kept = await keeping(path, 'boot-a', [...first, line(4, 'vfio-pci 0000:01:00.0: reset')]);
    expect(kept.map(({ level, text }) => `${level} ${text}`)).toEqual([
      'info NVRM: loading',
      'error pci 0000:01:00.1: x',
      'info vfio-pci 0000:01:00.0: reset',
    ]);
    // After a reboot the numbers begin anew.
    expect(await keeping(path, 'boot-b', [line(1, 'NVRM: loading')])).toHaveLength(4);
  });
});
