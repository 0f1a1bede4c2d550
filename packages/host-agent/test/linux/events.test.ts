import { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isHardwareEvent, LinuxHardwareEvents } from '../../src/adapters/linux/hardware/hardware-events';
import type { HardwareEvents } from '../../src/ports/hardware-events';
import { TurnedClock } from '../handover/turned-clock';
import { until } from '../until';
import { FixtureHost } from './fixture-host';

const BIND = 'KERNEL[4242.123456] bind     /devices/pci0000:00/0000:00:01.0/0000:01:00.0 (pci)';
const HEADER = 'monitor will print the received events for:\nKERNEL - the kernel uevent\n';

describe('a line of udevadm', () => {
  test.each([
    [BIND, true],
    ['KERNEL[1859.826246] change   /devices/pci0000:00/0000:00:02.0/drm/card0 (drm)', true],
    ['KERNEL[1859.826246] change   /devices/LNXSYSTM:00/PNP0C0A:00/power_supply/BAT0 (power_supply)', true],
    ['KERNEL[1859.826246] change   /devices/virtual/net/lo (net)', false],
    ['UDEV  [1859.826246] bind     /devices/pci0000:00/0000:01:00.0 (pci)', false],
    ['monitor will print the received events for:', false],
    ['KERNEL - the kernel uevent', false],
    ['', false],
  ])('%j tells an event: %j', (line, event) => {
    expect(isHardwareEvent(line)).toBe(event);
  });
});

describe('events of the hardware', () => {
  let host: FixtureHost;
  let events: HardwareEvents;
  const stops: (() => void)[] = [];

  beforeEach(() => {
    host = new FixtureHost();
    events = host.hardware().events;
  });
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    host.remove();
  });

  const starts = (name: string): number => (host.has(name) ? host.read(name).trim().split('\n').length : 0);

  test('that come in one breath are told once, later ones again', async () => {
    const script = [
      `echo "$@" > ${host.root}/asked`,
      `printf '%s\\n' '${HEADER}' '${BIND}' '${BIND}'`,
      `while [ ! -e ${host.root}/more ]; do sleep 0.02; done`,
      `printf '%s\\n' '${BIND}'`,
      'exec sleep 600',
    ];
    host.program('udevadm', script.join('\n'));
    let told = 0;
    stops.push(
      events.watch(() => {
        told += 1;
      }),
    );
    await until('the first breath is told', () => told === 1);
    expect(host.read('asked').trim()).toBe(
      'monitor --kernel --subsystem-match=pci --subsystem-match=drm --subsystem-match=power_supply',
    );
    host.write('more', '');
    await until('the second is told', () => told > 1);
    expect(told).toBe(2);
  });

  test('are not told any more after the watch, and its program ends', async () => {
    host.program('udevadm', `echo $$ > ${host.root}/pid\nexec sleep 600`);
    const stop = events.watch(() => undefined);
    const pid = Number(await until('it runs', () => host.has('pid') && host.read('pid').trim()));
    stop();
    await until('it has ended', () => {
      try {
        return process.kill(pid, 0) && false;
      } catch {
        return true;
      }
    });
  });

  test('of a program that dies at once are tried twice, and not for ever', async () => {
    const watchDying = (name: string): void => {
      host.program(name, `echo started >> ${host.root}/${name}-starts`);
      host.program('udevadm', `exec ${name}`);
      stops.push(new LinuxHardwareEvents({ clock: new TurnedClock(), path: host.path }).watch(() => undefined));
    };
    watchDying('first');
    await until('it was tried twice', () => starts('first-starts') === 2);
    // Whatever the first watch still starts counts for the second: two more, when it is over.
    watchDying('second');
    await until('another was tried twice', () => starts('second-starts') === 2);
    expect([starts('first-starts'), starts('second-starts')]).toEqual([2, 2]);
  });

  test('of a program that lived long are tried twice more', async () => {
    const clock = new TurnedClock();
    const script = [
      `echo started >> ${host.root}/starts`,
      `[ "$(wc -l < ${host.root}/starts)" -gt 1 ] && exit 1`,
      `while [ ! -e ${host.root}/die ]; do sleep 0.02; done`,
    ];
    host.program('udevadm', script.join('\n'));
    stops.push(new LinuxHardwareEvents({ clock, path: host.path }).watch(() => undefined));
    await until('it runs', () => starts('starts') === 1);
    clock.advance(60_000);
    host.write('die', '');
    await until('it was tried twice more', () => starts('starts') === 3);
  });

  test('are simply not told on a host without udevadm, and the end of the watch signals nobody', () => {
    const signalled = vi.spyOn(ChildProcess.prototype, 'kill').mockReturnValue(true);
    const without = new LinuxHardwareEvents({ clock: new TurnedClock(), path: `${host.root}/nowhere` });
    // In the same breath: a child that could not be started has no pid, and Node would signal our own process group.
    without.watch(() => undefined)();
    expect(signalled).not.toHaveBeenCalled();
    signalled.mockRestore();
  });
});
