import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QmpCommandName, QmpEvent, QmpSession } from '../src/index';
import { asRunState, connectQmp, QEMU_RUN_STATES, QMP_EVENT_NAMES, quitQemu, waitForEvent } from '../src/index';
import type { RealQemu } from './real-qemu';
import { hasQemu, startRealQemu } from './real-qemu';

const DEVICES = [
  ...['-device', '{"driver":"pcie-root-port","id":"rp0","bus":"pcie.0","addr":"0x2","chassis":1}'],
  ...['-device', '{"driver":"VGA","id":"video0","bus":"pcie.0","addr":"0x3"}'],
  ...['-device', '{"driver":"ide-cd","id":"cd0","bus":"ide.0"}'],
];

const EVENT_DEADLINE_MS = 20_000;

const QEMU_IS_HERE = hasQemu();
const SUITE = QEMU_IS_HERE ? 'a real QEMU' : 'a real QEMU (skipped: qemu-system-x86_64 is not on the PATH)';

describe.skipIf(!QEMU_IS_HERE)(SUITE, () => {
  let qemu: RealQemu;
  let session: QmpSession;
  const events: QmpEvent[] = [];

  beforeEach(async () => {
    events.length = 0;
    qemu = await startRealQemu([...DEVICES, '-name', 'guest=proof', '-vnc', 'none']);
    session = await qemu.connect({ onEvent: (event) => events.push(event) });
  });

  afterEach(async () => {
    session.close();
    await qemu.stop();
  });

  it('answers every query with the fields that we read', async () => {
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch', running: false });
    expect((await session.execute('query-version')).qemu.major).toBeGreaterThanOrEqual(6);
    expect(await session.execute('query-name')).toEqual({ name: 'proof' });
    expect((await session.execute('query-uuid')).UUID).toMatch(/^[0-9a-f-]{36}$/);
    expect(await session.execute('query-kvm')).toMatchObject({ enabled: false });
    const [cpu] = await session.execute('query-cpus-fast');
    expect(cpu).toMatchObject({ 'cpu-index': 0, 'thread-id': expect.any(Number), target: 'x86_64' });
    const [bus] = await session.execute('query-pci');
    expect(bus?.devices.find((device) => device.qdev_id === 'video0')).toMatchObject({
      slot: 3,
      function: 0,
      class_info: { class: 0x300 },
      id: { vendor: 0x1234, device: 0x1111 },
    });
    const [drive] = await session.execute('query-block');
    expect(drive).toMatchObject({ qdev: 'cd0', removable: true });
    const [stats] = await session.execute('query-blockstats');
    expect(stats?.stats.rd_bytes).toBe(0);
    expect(await session.execute('query-blockstats', { 'query-nodes': true })).toEqual([]);
    expect(await session.execute('query-vnc')).toMatchObject({ enabled: expect.any(Boolean) });
    expect(await session.execute('query-iothreads')).toEqual([]);
    expect(await session.execute('query-jobs')).toEqual([]);
    expect((await session.execute('query-chardev')).map((chardev) => chardev.label)).toContain('compat_monitor0');
    expect(await session.execute('query-memory-size-summary')).toMatchObject({ 'base-memory': 64 * 1024 * 1024 });
    expect(await session.execute('qom-get', { path: '/machine', property: 'type' })).toMatch(/^pc-q35-/);
    const text = await session.execute('human-monitor-command', { 'command-line': 'info status' });
    expect(text).toContain('VM status: paused');
  });

  it('knows every command, event and run state of our tables', async () => {
    const schema = await session.execute('query-qmp-schema');
    const names = (type: string) =>
      schema.filter((entity) => entity['meta-type'] === type).map((entity) => entity.name);
    expect(names('command')).toEqual(expect.arrayContaining(COMMANDS));
    const withoutSpice = QMP_EVENT_NAMES.filter((name) => !name.startsWith('SPICE_'));
    expect(names('event')).toEqual(expect.arrayContaining(withoutSpice));
    const runStates = schema.find((entity) => entity.values?.includes('prelaunch'))?.values ?? [];
    expect(QEMU_RUN_STATES).toEqual(expect.arrayContaining([...runStates]));
  });

  it('runs, stops, resets and tells each by an event before its reply', async () => {
    await session.execute('cont');
    const running = await session.execute('query-status');
    expect(asRunState(running.status)).toBe('running');
    expect(events.map((event) => event.event)).toContain('RESUME');
    await session.execute('stop');
    expect(events.map((event) => event.event)).toContain('STOP');
    expect(await session.execute('query-status')).toMatchObject({ status: 'paused' });

    const reset = waitForEvent(session, 'RESET', { timeoutMs: EVENT_DEADLINE_MS });
    await session.execute('cont');
    await session.execute('system_reset');
    expect((await reset).data).toMatchObject({ guest: false, reason: 'host-qmp-system-reset' });

    const pressed = waitForEvent(session, 'POWERDOWN', { timeoutMs: EVENT_DEADLINE_MS });
    await session.execute('system_powerdown');
    await pressed;
  });

  it('draws the screen into a file and takes keys', async () => {
    const filename = join(qemu.folder, 'screen.png');
    await session.execute('screendump', { filename, format: 'png', device: 'video0' });
    expect((await readFile(filename)).subarray(1, 4).toString()).toBe('PNG');
    await session.execute('cont');
    const keys = [
      { type: 'qcode', data: 'ctrl' },
      { type: 'qcode', data: 'a' },
    ] as const;
    expect(await session.execute('send-key', { keys, 'hold-time': 10 })).toEqual({});
  });

  it('refuses with class and words, and the session stays usable', async () => {
    await expect(session.execute('device_del', { id: 'absent' })).rejects.toMatchObject({
      name: 'QmpCommandError',
      class: 'DeviceNotFound',
      desc: "Device 'absent' not found",
    });
    await expect(session.executeRaw('no-such-command')).rejects.toMatchObject({ class: 'CommandNotFound' });
    await session.execute('device_add', { driver: 'virtio-rng-pci', id: 'rng0', bus: 'rp0' });
    await expect(
      session.execute('device_add', { driver: 'virtio-rng-pci', id: 'rng0', bus: 'rp0' }),
    ).rejects.toMatchObject({ class: 'GenericError', desc: expect.stringContaining('rng0') });
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch' });
  });

  it('answers many commands in flight, each to its own caller', async () => {
    const types = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        index % 2 ? session.execute('query-name') : session.execute('query-status'),
      ),
    );
    expect(types.filter((answer) => 'name' in answer)).toHaveLength(100);
    expect(types.filter((answer) => 'running' in answer)).toHaveLength(100);
  });

  it('greets the next client only when the one before has left, and then negotiates anew', async () => {
    await expect(connectQmp(qemu.socketPath, { greetingTimeoutMs: 50 })).rejects.toMatchObject({
      name: 'QmpTimeout',
      waitedFor: 'greeting',
    });
    const next = connectQmp(qemu.socketPath, { greetingTimeoutMs: EVENT_DEADLINE_MS });
    session.close();
    session = await next;
    expect(await session.execute('query-name')).toEqual({ name: 'proof' });
  });

  it('quits: SHUTDOWN, then the reply or the end of the connection, then the end of the process', async () => {
    const exit = once(qemu.process, 'exit');
    expect(['answered', 'connection-ended']).toContain(await quitQemu(session));
    expect((await session.closed).kind).toMatch(/^(ended-by-peer|socket-error)$/);
    expect(events.find((event) => event.event === 'SHUTDOWN')?.data).toEqual({ guest: false, reason: 'host-qmp-quit' });
    expect(await exit).toEqual([0, null]);
  });

  it('interrupts the waiters when it is killed', async () => {
    const exit = once(qemu.process, 'exit');
    qemu.process.kill('SIGSTOP'); // so that it cannot answer first
    const waits = Promise.allSettled([session.execute('query-pci'), session.execute('query-status')]);
    qemu.process.kill('SIGKILL');
    const interrupted = { status: 'rejected', reason: { name: 'QmpInterrupted', reason: await session.closed } };
    expect(await waits).toMatchObject([interrupted, interrupted]);
    await exit;
    await expect(session.execute('query-status')).rejects.toMatchObject({ name: 'QmpInterrupted' });
    await expect(connectQmp(qemu.socketPath)).rejects.toMatchObject({ name: 'QmpUnreachable', code: 'ECONNREFUSED' });
  });
});

/** Every key of `QmpCommands`, proven complete by the compiler. */
const COMMANDS = Object.keys({
  'query-status': true,
  'query-version': true,
  'query-name': true,
  'query-uuid': true,
  'query-kvm': true,
  'query-cpus-fast': true,
  'query-iothreads': true,
  'query-pci': true,
  'query-block': true,
  'query-blockstats': true,
  'query-vnc': true,
  'query-chardev': true,
  'query-jobs': true,
  'query-commands': true,
  'query-qmp-schema': true,
  'query-memory-size-summary': true,
  stop: true,
  cont: true,
  system_reset: true,
  system_powerdown: true,
  system_wakeup: true,
  quit: true,
  screendump: true,
  'send-key': true,
  'input-send-event': true,
  device_add: true,
  device_del: true,
  'blockdev-change-medium': true,
  eject: true,
  'job-dismiss': true,
  'qom-get': true,
  'human-monitor-command': true,
  'inject-nmi': true,
  'query-named-block-nodes': true,
  block_resize: true,
  transaction: true,
  'blockdev-snapshot-delete-internal-sync': true,
  'blockdev-add': true,
  'blockdev-del': true,
  'blockdev-backup': true,
  'job-cancel': true,
  'qom-list': true,
} satisfies Record<QmpCommandName, true>);
