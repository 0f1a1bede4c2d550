import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { DemoMachine } from './demo-machine';
import { until } from './until';

const serial = ['-serial', 'file:serial.log'];
const hasQemu = spawnSync('qemu-system-x86_64', ['--version']).status === 0;
const machines: DemoMachine[] = [];

async function start(options: string[]): Promise<DemoMachine> {
  const machine = await DemoMachine.start(options);
  machines.push(machine);
  return machine;
}

afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.remove();
});

const hello = 'baton-demo: hello, booted from disk';
const uptime = /^baton-demo: up (\d+) s, ticks (\d+)$/;

function parseUptime(line: string): { seconds: number; ticks: number } {
  const [, seconds, ticks] = uptime.exec(line) ?? [];
  return { seconds: Number(seconds), ticks: Number(ticks) };
}

/** The brand's accent as the VGA shows it: 6 bits a channel. */
const accentPixel = Buffer.from([0x58, 0xe0, 0xcf]);
const showsPicture = (screen: Buffer): boolean =>
  screen.subarray(0, 11).toString() === 'P6\n640 480\n' && screen.includes(accentPixel);

/** Waits until the picture has changed a number of times. */
async function differentPictures(machine: DemoMachine, count: number): Promise<void> {
  let last: Buffer | undefined;
  for (let seen = 0; seen < count; seen++) {
    last = await until('the picture, other than before', async () => {
      const screen = await machine.screen();
      return showsPicture(screen) && !(last && screen.equals(last)) ? screen : undefined;
    });
  }
}

describe.skipIf(!hasQemu)('the demo guest in a real QEMU', () => {
  it('says hello, then counts the seconds on the serial port', async () => {
    const machine = await start(serial);
    await machine.seesLine(hello);
    const first = parseUptime(await machine.seesLine(uptime));
    const later = await until('another second', async () => {
      const last = (await machine.serialLines()).findLast((line) => uptime.test(line)) ?? '';
      const counted = parseUptime(last);
      return counted.seconds > first.seconds ? counted : undefined;
    });
    for (const { seconds, ticks } of [first, later]) expect(Math.floor((ticks * 65_536) / 1_193_182)).toBe(seconds);
  });

  it('powers itself off when the power button is pressed', async () => {
    const machine = await start(serial);
    await machine.seesLine(uptime);
    await machine.command('system_powerdown');
    expect(await machine.exitCode()).toBe(0);
    await machine.seesLine('baton-demo: power button pressed, powering off');
    const shutdown = machine.events.find(({ event }) => event === 'SHUTDOWN');
    expect(shutdown?.data).toEqual({ guest: true, reason: 'guest-shutdown' });
  });

  it('shows a picture that changes', async () => {
    const machine = await start(serial);
    await machine.seesLine(uptime);
    await differentPictures(machine, 3);
  });

  it('tells which key was pressed', async () => {
    const machine = await start(serial);
    await machine.seesLine(uptime);
    await machine.press('a');
    await machine.seesLine('baton-demo: key a');
    await machine.press('ret');
    await machine.seesLine('baton-demo: key code 1c0d');
  });

  it('boots again after a reset, and still minds the power button', async () => {
    const machine = await start(serial);
    await machine.seesLine(uptime);
    await machine.command('system_reset');
    await until('a second hello, and seconds after it', async () => {
      const lines = await machine.serialLines();
      const [first, second] = [lines.indexOf(hello), lines.lastIndexOf(hello)];
      return second > first && lines.slice(second).some((line) => uptime.test(line)) ? true : undefined;
    });
    await machine.command('system_powerdown');
    expect(await machine.exitCode()).toBe(0);
  });

  it('names every display device, also one behind a root port', async () => {
    const rootPort = ['-device', 'pcie-root-port,id=rootport,bus=pcie.0,addr=0x4,chassis=1'];
    const machine = await start([...serial, ...rootPort, '-device', 'bochs-display,bus=rootport']);
    await machine.seesLine(/^baton-demo: sees 1234:1111 at 00:01\.0 \(subsystem 1af4:1100\)$/);
    await machine.seesLine(/^baton-demo: sees 1234:1111 at 01:00\.0 \(subsystem 1af4:1100\)$/);
  });

  it('runs without a serial port, and with a USB keyboard and tablet', async () => {
    const usb = ['-device', 'qemu-xhci', '-device', 'usb-kbd', '-device', 'usb-tablet'];
    const machine = await start(['-serial', 'none', ...usb]);
    await differentPictures(machine, 6);
    await machine.command('system_powerdown');
    expect(await machine.exitCode()).toBe(0);
  });
});
