import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LogNotes } from '../../logs/log-notes';
import { KEPT_RUNS, logIdentity, logOfRun } from '../../ports/log-runs';
import { linuxMachineFiles } from './machine-files';

it('keeps the logs of the last runs with what was noted of them, and forgets the run before', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'baton-files-'));
  onTestFinished(() => rm(stateDir, { recursive: true, force: true }));
  const files = linuxMachineFiles(stateDir);
  const { serialLog } = files.paths('m1');
  const notes: LogNotes[] = [];
  for (let run = 0; run < KEPT_RUNS + 2; run += 1) {
    await files.prepare('m1');
    writeFileSync(serialLog, `run ${run}\n`);
    notes.push(new LogNotes(serialLog, logIdentity(statSync(serialLog))));
    await notes[run]?.setKeptFrom(run + 1);
  }
  expect(readFileSync(serialLog, 'utf8')).toBe('run 4\n');
  expect([1, 2, 3].map((back) => readFileSync(logOfRun(serialLog, back), 'utf8'))).toEqual([
    'run 3\n',
    'run 2\n',
    'run 1\n',
  ]);
  expect(existsSync(logOfRun(serialLog, KEPT_RUNS + 1))).toBe(false);
  expect(await Promise.all(notes.map((each) => each.keptFrom()))).toEqual([0, 2, 3, 4, 5]);
});
