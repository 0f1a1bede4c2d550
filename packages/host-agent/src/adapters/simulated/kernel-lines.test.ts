import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../linux/clock';
import { simulatedKernelLines } from './kernel-lines';
import { createSimulatedLaptop } from './laptop/laptop';

it('tells what the simulated kernel said before, then each new line, once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'baton-kmsg-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const laptop = createSimulatedLaptop({ file: join(root, 'laptop.json'), scenario: 'optimus', clock: systemClock });
  laptop.change((state) => state.kernelLog.push('bbswitch: disabling discrete graphics'));
  const heard: string[] = [];
  const stop = simulatedKernelLines(laptop, systemClock).follow(({ level, text }) => heard.push(`${level} ${text}`));
  const before = heard.length;
  laptop.change((state) => state.kernelLog.push('NVRM: GPU 0000:01:00.0: RmInitAdapter failed!'));
  stop();
  laptop.change((state) => state.kernelLog.push('nobody hears this'));
  expect(heard[before - 1]).toBe('6 bbswitch: disabling discrete graphics');
  expect(heard.slice(before)).toEqual(['3 NVRM: GPU 0000:01:00.0: RmInitAdapter failed!']);
});
