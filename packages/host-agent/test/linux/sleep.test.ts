import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseSleepLine } from '../../src/adapters/linux/hardware/sleep';
import type { HostSleep } from '../../src/ports/sleep';
import { until } from '../until';
import { FixtureHost } from './fixture-host';

const MANAGER = 'org.freedesktop.login1.Manager';
/** As busctl of systemd 252 printed it. */
const line = (member: string, data: unknown, more = {}): string =>
  JSON.stringify({
    type: 'signal',
    endian: 'l',
    flags: 1,
    version: 1,
    cookie: 2,
    'timestamp-realtime': 1795734633185551,
    sender: ':1.2',
    path: '/org/freedesktop/login1',
    interface: MANAGER,
    member,
    payload: { type: 'b', data },
    ...more,
  });

describe('a line of busctl', () => {
  test.each([
    [line('PrepareForSleep', [true]), 'going'],
    [line('PrepareForSleep', [false]), 'woke'],
    [line('PrepareForShutdown', [true]), null],
    [line('PrepareForSleep', [true], { type: 'method_call' }), null],
    [line('PrepareForSleep', [true], { interface: 'com.example.Manager' }), null],
    [line('PrepareForSleep', ['true']), null],
    [line('PrepareForSleep', []), null],
    ['Monitoring bus message stream.', null],
    ['{"type":"signal"', null],
    ['', null],
  ])('%s says %j', (text, moment) => {
    expect(parseSleepLine(text)).toBe(moment);
  });
});

describe('sleep of the host', () => {
  let host: FixtureHost;
  let sleep: HostSleep;

  beforeEach(() => {
    host = new FixtureHost();
    host.write('run/systemd/system/.keep', '');
    sleep = host.hardware().sleep;
  });
  afterEach(() => host.remove());

  /** It runs what it was given, as the real one does once logind has granted the inhibitor. */
  const inhibit = (before = ''): void =>
    host.program(
      'systemd-inhibit',
      [`printf '%s\\n' "$@" > ${host.root}/asked`, before, '"$5"', `echo released > ${host.root}/released`].join('\n'),
    );

  test('is put off for as long as it is held, and not longer', async () => {
    inhibit();
    const release = await sleep.delay("the machine 'win10' is paused first");
    expect(host.read('asked').trim().split('\n')).toEqual([
      '--what=sleep',
      '--mode=delay',
      '--who=Baton',
      "--why=the machine 'win10' is paused first",
      'cat',
    ]);
    expect(host.has('released')).toBe(false);
    release?.();
    release?.();
    await until('it is let go', () => host.has('released'));
  });

  test('is not put off when the login manager refuses', async () => {
    inhibit('echo "Failed to inhibit: Access denied" >&2; exit 1');
    expect(await sleep.delay('a reason')).toBeNull();
  });

  test('is not put off without a login manager, and nobody is asked', async () => {
    inhibit();
    const bare = new FixtureHost();
    bare.program('systemd-inhibit', `echo asked > ${host.root}/asked; exec "$5"`);
    expect(await bare.hardware().sleep.delay('a reason')).toBeNull();
    expect(host.has('asked')).toBe(false);
    bare.remove();
  });

  test('is told as it comes and goes', async () => {
    const lines = [
      line('PrepareForSleep', [true]),
      line('PrepareForShutdown', [true]),
      line('PrepareForSleep', [false]),
    ];
    const script = [
      `printf '%s\\n' "$@" > ${host.root}/asked`,
      ...lines.map((text) => `echo '${text}'`),
      'exec sleep 600',
    ];
    host.program('busctl', script.join('\n'));
    const moments: string[] = [];
    const stop = sleep.watch((moment) => moments.push(moment));
    await until('it woke', () => moments.includes('woke'));
    stop();
    expect(moments).toEqual(['going', 'woke']);
    expect(host.read('asked').trim().split('\n')).toEqual([
      '--system',
      '--json=short',
      `--match=type='signal',sender='org.freedesktop.login1',interface='${MANAGER}',member='PrepareForSleep'`,
      'monitor',
    ]);
  });
});
