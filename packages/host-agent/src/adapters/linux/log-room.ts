import { execa } from 'execa';
import type { LogRoom } from '../../ports/log-room';
import { PROGRAM_PATH } from './hardware/one-shot';

const DEADLINE_MS = 30_000;

/** By fallocate(1): Node has no call for it. A hole keeps the size, so whoever appends goes on at the same end (fallocate(2)). */
export function linuxLogRoom(path = PROGRAM_PATH): LogRoom {
  return {
    async giveBack(file, firstBytes) {
      const argv = ['--punch-hole', '--offset', '0', '--length', String(firstBytes), file];
      const { exitCode } = await execa('fallocate', argv, {
        reject: false,
        timeout: DEADLINE_MS,
        stdin: 'ignore',
        extendEnv: false,
        env: { LC_ALL: 'C', PATH: path },
      });
      return exitCode === 0;
    },
  };
}
