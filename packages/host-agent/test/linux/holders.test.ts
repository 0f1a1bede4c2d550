import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pciAddress } from '@baton/model/pci/address';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/linux/clock';
import { LinuxHolders } from '../../src/adapters/linux/hardware/holders';
import { OneShot } from '../../src/adapters/linux/hardware/one-shot';
import type { Holders } from '../../src/ports/holders';
import { WriteError } from '../../src/ports/kernel-errors';
import { FixtureHost } from './fixture-host';

const GPU = pciAddress('0000:01:00.0');
const AUDIO = pciAddress('0000:01:00.1');
const IDS = { vendor: '0x10de', device: '0x1bb6', class: '0x030000' };
const UID = process.getuid?.() ?? 0;

describe('who has the GPU', () => {
  let host: FixtureHost;
  let holders: Holders;
  let children: ChildProcess[];

  beforeEach(() => {
    children = [];
    host = new FixtureHost();
    host.write('proc/stat', 'cpu  1 2 3 4\nbtime 1760000000\nprocesses 9\n');
    host.write('etc/passwd', `daemon:x:1:1::/:/bin/false\nanna:x:${UID}:100::/home/anna:/bin/sh\n`);
    host.function({ address: GPU, driver: 'nvidia', group: 1, attributes: IDS });
    host.function({ address: AUDIO, driver: 'snd_hda_intel', group: 1, attributes: { ...IDS, class: '0x040300' } });
    host.link('sys/bus/pci/drivers/nvidia/module', 'sys/module/nvidia');
    host.write('sys/module/nvidia/refcnt', '1\n');
    host.write(`sys/devices/pci0000:00/${GPU}/drm/card1/dev`, '226:1');
    host.write(`sys/devices/pci0000:00/${GPU}/drm/renderD129/dev`, '226:129');
    host.write(`sys/devices/pci0000:00/${AUDIO}/sound/card2/id`, 'NVidia');
    ({ holders } = host.hardware());
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    host.remove();
  });

  function sleeper(): ChildProcess & { readonly pid: number } {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    children.push(child);
    return child as ChildProcess & { readonly pid: number };
  }

  function holdersThat(terminate: (pid: number) => void): Holders {
    const { sysfsRoot, procRoot } = host;
    const oneShot = new OneShot({ clock: systemClock, procRoot: '/proc' });
    return new LinuxHolders({ sysfsRoot, procRoot, devRoot: '/dev', passwdFile: '/etc/passwd', oneShot, terminate });
  }

  test('is named with its user, its beginning and what it has open, and nobody else is', async () => {
    host.process(4312, ['python3', 'train.py'], ['/dev/nvidia0', '/dev/nvidia-uvm', '/tmp/x', '/dev/nvidia0'], {
      startTicks: 12_345,
    });
    host.process(
      900,
      ['Xorg'],
      ['/dev/dri/card0', '/dev/nvidiactl.log', '/dev/dri/card1 (deleted)', '/dev/dri/card11'],
    );
    host.process(901, ['weston'], ['/dev/dri/renderD129']);
    host.process(902, ['mpv'], ['/dev/snd/pcmC2D3p', '/dev/snd/pcmC0D0p']);
    host.process(903, ['pipewire'], ['/dev/snd/controlC2']);
    const found = await holders.processes([GPU, AUDIO]);
    const since = 1_760_000_000_000;
    expect([...found].sort((a, b) => a.pid - b.pid)).toEqual([
      expect.objectContaining({ pid: 901, command: 'weston', opens: ['/dev/dri/renderD129'] }),
      expect.objectContaining({ pid: 902, command: 'mpv', opens: ['/dev/snd/pcmC2D3p'] }),
      {
        pid: 4312,
        user: 'anna',
        command: 'python3 train.py',
        opens: ['/dev/nvidia0', '/dev/nvidia-uvm'],
        since: since + 123_450,
        startTicks: 12_345,
        service: null,
      },
    ]);
  });

  test('has no known beginning where the boot time is not told', async () => {
    host.write('proc/stat', 'cpu  1 2 3 4\n');
    host.process(4312, ['python3'], ['/dev/nvidia0']);
    expect(await holders.processes([GPU])).toMatchObject([{ since: null, startTicks: 4242 }]);
  });

  test.each([
    ['0::/system.slice/bumblebeed.service', 'bumblebeed'],
    ['0::/system.slice/bumblebeed.service/below', 'bumblebeed'],
    ['12:pids:/system.slice\n1:name=systemd:/system.slice/nvidia-persistenced.service', 'nvidia-persistenced'],
    ['0::/system.slice/ollama.service', null],
    ['0::/user.slice/user-1000.slice/bumblebeed.service', null],
  ])('in the cgroup %j belongs to the service %j', async (cgroup, service) => {
    host.process(77, ['Xorg', ':8'], ['/dev/nvidia0']);
    host.write('proc/77/cgroup', `${cgroup}\n`);
    expect(await holders.processes([GPU])).toMatchObject([{ pid: 77, service }]);
  });

  test('may have closed its file and hold it by a mapping alone', async () => {
    host.process(55, ['cuda'], ['/dev/null'], { maps: ['/dev/nvidia0', '/dev/zero (deleted)', '/dev/nvidia0'] });
    host.process(56, ['editor'], [], { maps: ['/dev/shm/nvidia0'] });
    expect(await holders.processes([GPU])).toMatchObject([{ pid: 55, opens: ['/dev/nvidia0'] }]);
  });

  test('has no mapping when the kernel counts no user of the driver but other modules', async () => {
    host.process(55, ['cuda'], [], { maps: ['/dev/nvidia0'] });
    host.link('sys/module/nvidia/holders/nvidia_uvm', 'sys/module/nvidia_uvm');
    host.write('sys/module/nvidia_uvm/refcnt', '0\n');
    expect(await holders.processes([GPU])).toEqual([]);
    // nvidia-uvm's node counts for nvidia-uvm.
    host.write('sys/module/nvidia_uvm/refcnt', '1\n');
    expect(await holders.processes([GPU])).toMatchObject([{ pid: 55 }]);
  });

  test('is nobody once it has ended, though its parent has not looked', async () => {
    host.process(60, ['gone'], ['/dev/nvidia0'], { state: 'Z' });
    expect(await holders.processes([GPU])).toEqual([]);
  });

  test('is a machine when it has the file of the group open', async () => {
    expect(await holders.groupOpen(1)).toBeNull();
    host.process(77, ['qemu-system-x86_64'], ['/dev/vfio/vfio', '/dev/vfio/1', 'anon_inode:[vfio-device]']);
    expect(await holders.groupOpen(1)).toEqual({ pid: 77 });
    expect(await holders.groupOpen(11)).toBeNull();
    expect(await holders.processes([GPU, AUDIO])).toEqual([]);
  });

  test('is a machine too when it has the file of a device of the group open', async () => {
    host.link(`sys/kernel/iommu_groups/1/devices/${GPU}`, `sys/devices/pci0000:00/${GPU}`);
    host.write(`sys/devices/pci0000:00/${GPU}/vfio-dev/vfio3/dev`, '508:3');
    host.process(78, ['qemu-system-x86_64'], ['/dev/iommu', '/dev/vfio/devices/vfio3']);
    expect(await holders.groupOpen(1)).toEqual({ pid: 78 });
    expect(await holders.groupOpen(2)).toBeNull();
  });

  test('ends when it is asked to', async () => {
    const child = sleeper();
    host.process(child.pid, ['sleep'], [], { startTicks: 100 });
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    await holders.ask({ pid: child.pid, startTicks: 100 });
    expect(await ended).toBe('SIGTERM');
  });

  test('is not asked when its number is somebody else’s by now, or nobody’s', async () => {
    const asked: number[] = [];
    const careful = holdersThat((pid) => asked.push(pid));
    host.process(70, ['another'], [], { startTicks: 100 });
    await careful.ask({ pid: 70, startTicks: 99 });
    await careful.ask({ pid: 71, startTicks: 99 });
    expect(asked).toEqual([]);
    await careful.ask({ pid: 70, startTicks: 100 });
    expect(asked).toEqual([70]);
  });

  test('that ended between the look and the question is no failure, one that may not be asked is', async () => {
    host.process(70, ['another'], [], { startTicks: 100 });
    const failing = (code: string, errno: number) =>
      holdersThat(() => {
        throw Object.assign(new Error(code), { code, errno });
      }).ask({ pid: 70, startTicks: 100 });
    await failing('ESRCH', -3);
    const refused = await failing('EPERM', -1).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WriteError);
    expect(refused).toMatchObject({ words: 'Operation not permitted' });
  });

  test('owns the file of the group, when it was given to it', async () => {
    expect(await holders.nodeOwner(1)).toBeNull();
    await expect(holders.giveNode(1, UID)).rejects.toMatchObject({
      name: 'WriteError',
      words: 'No such file or directory',
    });
    host.write('dev/vfio/1', '');
    const node = join(host.root, 'dev/vfio/1');
    const { gid } = statSync(node);
    const other = UID === 0 ? 4711 : UID; // only root can give files away
    await holders.giveNode(1, other);
    expect(await holders.nodeOwner(1)).toBe(other);
    expect(statSync(node).gid).toBe(gid);
  });
});
