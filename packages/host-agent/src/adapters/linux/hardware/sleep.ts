import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import type { HostSleep } from '../../../ports/sleep';
import { PROGRAM_PATH } from './one-shot';
import { exists } from './sysfs';
import { type WatchedChildParts, watchLines } from './watched-child';

export interface LinuxSleepParts extends WatchedChildParts {
  /** `/run`, or a fixture's. */
  readonly runRoot: string;
}

const HELD_WITHIN_MS = 5_000;
const MANAGER = 'org.freedesktop.login1';
/** Only the login manager's own word counts: any process may send such a signal. */
const MATCH = `type='signal',sender='${MANAGER}',interface='${MANAGER}.Manager',member='PrepareForSleep'`;

/** `{"type":"signal",...,"member":"PrepareForSleep","payload":{"type":"b","data":[true]}}` */
const signal = z.object({
  type: z.literal('signal'),
  interface: z.literal(`${MANAGER}.Manager`),
  member: z.literal('PrepareForSleep'),
  payload: z.object({ data: z.tuple([z.boolean()]) }),
});

/** What busctl's line says about sleep (org.freedesktop.login1(5)); null = nothing. */
export function parseSleepLine(line: string): 'going' | 'woke' | null {
  try {
    const { payload } = signal.parse(JSON.parse(line));
    return payload.data[0] ? 'going' : 'woke';
  } catch {
    return null;
  }
}

/** Sleep by way of systemd-logind: systemd-inhibit(1) and busctl(1). */
export class LinuxSleep implements HostSleep {
  constructor(private readonly parts: LinuxSleepParts) {}

  async delay(why: string): Promise<(() => void) | null> {
    if (!(await exists(join(this.parts.runRoot, 'systemd/system')))) return null;
    const args = ['--what=sleep', '--mode=delay', '--who=Baton', `--why=${why}`, 'cat'];
    const child = execa('systemd-inhibit', args, {
      stdin: 'pipe',
      stderr: 'ignore',
      buffer: false,
      reject: false,
      extendEnv: false,
      env: { LC_ALL: 'C', PATH: this.parts.path ?? PROGRAM_PATH },
    });
    // cat ends with its input, and the inhibitor with cat: also when we are killed.
    const release = (): void => {
      child.stdin.end();
    };
    child.stdin.on('error', () => undefined); // it ended first
    child.stdin.write('held\n');
    const waited = new AbortController();
    const held = await Promise.race([
      // cat is started once the inhibitor is held, so its echo proves it.
      new Promise<boolean>((resolve) => child.stdout.once('data', () => resolve(true))),
      child.then(() => false),
      this.parts.clock.sleep(HELD_WITHIN_MS, waited.signal).then(
        () => false,
        () => false,
      ),
    ]);
    waited.abort();
    if (held) return release;
    if (child.pid !== undefined) child.kill(); // without a pid it would be anybody's (watched-child.ts)
    return null;
  }

  watch(listener: (moment: 'going' | 'woke') => void): () => void {
    // A service name as an argument would match all of its traffic besides.
    const argv = ['busctl', '--system', '--json=short', `--match=${MATCH}`, 'monitor'] as const;
    return watchLines(this.parts, argv, (line) => {
      const moment = parseSleepLine(line);
      if (moment !== null) listener(moment);
    });
  }
}
