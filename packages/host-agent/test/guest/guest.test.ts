import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/linux/clock';
import { GuestMeter } from '../../src/telemetry/guest-readings';
import { openDoor, openSocket } from '../door';
import { ACTOR, type House, openHouse } from '../machines/house';
import { PracticeSleep } from '../machines/practice-sleep';
import { until } from '../until';
import { guestIsUp, guestProfile, keptActivity, testGuest } from './test-guest';

const BOOT_MS = 90_000;
const guest = await testGuest();
const why = 'refused' in guest ? ` (skipped: ${guest.refused})` : '';

describe.skipIf('refused' in guest)(`a Linux guest with an agent${why}`, { timeout: BOOT_MS }, () => {
  const activity = keptActivity();
  const sleep = new PracticeSleep();
  let house: House;
  let id: string;
  const busybox = (...args: string[]) => house.guestAgents.run(id, { path: '/bin/busybox', args, timeoutMs: 10_000 });

  beforeAll(async () => {
    house = await openHouse({ activity, sleep });
    id = await guestProfile(house, 'iso' in guest ? guest.iso : '');
    expect(await house.guests.view(id)).toMatchObject({ agent: 'off', os: null });
    await guestIsUp(house, id);
  }, BOOT_MS);

  afterAll(async () => {
    await house.close();
    expect(house.defects).toEqual([]);
  }, BOOT_MS);

  it('is known by what its agent tells', async () => {
    expect(await house.guests.view(id)).toMatchObject({
      agent: 'present',
      os: 'Baton test guest 1',
      hostname: 'guest',
      version: expect.stringMatching(/^\d+\.\d+/),
    });
    expect(await house.guestAgents.osOf(id)).toBe('linux');
  });

  it('measures the lent card inside, and its memory, with the guest named as the source', async () => {
    const meter = new GuestMeter(house.guestAgents, systemClock.now);
    const sample = await until('nvidia-smi in the guest', () => meter.gpu(id));
    expect(sample).toMatchObject({ source: 'guest', machine: id, readings: { memoryTotalMiB: 8188 } });
    expect(await until('its memory', () => meter.memory(id))).toMatchObject({ totalMiB: expect.any(Number) });
  });

  it('is logged in to through the door to its serial port, while somebody else watches', async () => {
    const door = await openDoor();
    const cookie = await door.setUp();
    const place = house.serialPort(id);
    if (place) door.serials.set(id, place);
    const watch = async () => {
      const socket = openSocket(door.socketPath, `/console/${id}/serial`, { cookie });
      const seen = { text: '' };
      socket.on('message', (data) => {
        seen.text += String(data);
      });
      await once(socket, 'open');
      return { seen, type: (text: string) => socket.send(Buffer.from(text)) };
    };
    const one = await watch();
    const other = await watch();
    one.type('\r');
    await until('a prompt', () => one.seen.text.includes('login:'));
    one.type('root\r');
    await until('the question for the password', () => one.seen.text.includes('Password:'));
    one.type('baton\r');
    await until('a shell', () => /[#$] /.test(one.seen.text));
    one.type('echo logged in $((40 + 2)) times\r');
    for (const { seen } of [one, other]) await until('its answer', () => seen.text.includes('logged in 42 times'));
  });

  it('lives on after an NMI, which stands in the history; awake, it cannot be woken', async () => {
    await house.guests.nmi(id, ACTOR);
    expect(await busybox('true')).toMatchObject({ exitCode: 0 });
    expect(activity.told).toContainEqual({ kind: 'machine.pressed', facts: { button: 'nmi' } });
    await expect(house.guests.wake(id, ACTOR)).rejects.toMatchObject({ problem: { code: 'guest.not-asleep' } });
  });

  it('is told the time when the host woke up', async () => {
    await busybox('date', '-s', '2020-01-01 00:00:00');
    await until('sleep to be watched', () => sleep.watchers > 0);
    sleep.tell('woke');
    await until('the year', async () => (await busybox('date', '+%Y'))?.stdout.trim() !== '2020');
  });

  it('is not left frozen by an agent that leaves, and is found again by the next', async () => {
    expect(await house.guestAgents.freeze(id)).toBeGreaterThan(0);
    expect(await busybox('true')).toBeNull();
    expect(await house.guestAgents.thaw(id)).toBe(true);
    expect(await busybox('true')).toMatchObject({ exitCode: 0 });
    await house.guestAgents.freeze(id);
    house = await house.restart();
    await until('the agent to be found', async () => (await house.guests.view(id)).agent === 'present');
    expect(await busybox('true')).toMatchObject({ exitCode: 0 });
  });

  it('shuts down by its agent, and says so; a clock that it had set goes on at the next start', async () => {
    await busybox('date', '-s', '2031-05-05 00:00:00');
    expect(await busybox('hwclock', '-w', '-u')).toMatchObject({ exitCode: 0 });
    await until('the clock in the history', () => activity.told.some(({ facts }) => told(facts) === 'clock-set'));
    await house.machines.shutDown(id, ACTOR);
    expect(await house.reach(id, 'stopped')).toMatchObject({ last: { cause: 'shut-down', rung: 'agent' } });
    house = await house.restart();
    expect(await house.state(id)).toMatchObject({ last: { cause: 'shut-down', rung: 'agent' } });
    await guestIsUp(house, id);
    expect((await house.machines.commandLine(id)).join(' ')).toMatch(/ -rtc base=2031-05-05T/);
  });

  it('has its power button pressed when its agent does not answer, and that is told too', async () => {
    const stop = '(/bin/busybox sleep 1; /bin/busybox killall -STOP qemu-ga) >/dev/null 2>&1 &';
    await busybox('sh', '-c', stop);
    await until('it to fall silent', async () => (await house.guests.view(id)).agent === 'silent');
    await house.machines.shutDown(id, ACTOR);
    expect(await house.reach(id, 'stopped')).toMatchObject({ last: { cause: 'shut-down', rung: 'acpi' } });
  });

  it('crashes, which is told with QEMU’s own event, and waits as it is until somebody decides', async () => {
    await guestIsUp(house, id);
    await busybox('sh', '-c', '(/bin/busybox sleep 1; echo c >/proc/sysrq-trigger) >/dev/null 2>&1 &');
    await until('the crash in the history', () => activity.told.some(({ facts }) => told(facts) === 'guest-panicked'));
    expect(await house.reach(id, 'paused')).toMatchObject({ reason: 'guest-panicked' });
    await house.machines.forceOff(id, ACTOR);
    expect(await house.reach(id, 'stopped')).toMatchObject({ last: { cause: 'forced-off' } });
  });
});

function told(facts: unknown): unknown {
  return (facts as { news?: unknown }).news;
}
