import { expect, it, describe as suite } from 'vitest';
import { describe, describeLine } from './describe';
import { pciAddress } from './pci/address';
import { type Problem, type ProblemCode, problem } from './problem';
import { LIVE_SAMPLES } from './words/testing/live-samples';
import { PROFILE_SAMPLES, type Samples } from './words/testing/samples';

const GPU = pciAddress('0000:01:00.0');
const AUDIO = pciAddress('0000:01:00.1');
const KERNEL_WORDS = 'No such device';
const PATH = '/srv/baton/win10.qcow2';

/** Complete: a code without facts does not compile. */
const FACTS: Samples<ProblemCode> = {
  ...PROFILE_SAMPLES,
  ...LIVE_SAMPLES,
  'guest.not-up': [{ name: 'win10', state: 'stopped' }],
  'guest.not-asleep': [{ name: 'win10' }],
  'image.corrupted': [
    { name: 'win10', path: PATH, words: '' },
    { name: 'win10', path: PATH, words: '3 errors were found on the image.' },
  ],
  'gpu.none': [{}],
  'gpu.missing': [{ address: GPU }],
  'gpu.drives-display': [
    { address: GPU, because: 'boot-vga' },
    { address: GPU, because: 'only-display' },
    { address: GPU, because: 'connector' },
    { address: GPU, because: 'connector', connector: 'HDMI-A-1' },
  ],
  'gpu.busy': [
    { address: GPU, processes: [{ pid: 1, command: 'glxgears', user: 'ana' }] },
    {
      address: GPU,
      processes: [
        { pid: 1, command: 'glxgears', user: 'ana' },
        { pid: 2, command: 'python3', user: 'ben' },
      ],
    },
  ],
  'gpu.module-busy': [
    { module: 'nvidia', words: KERNEL_WORDS },
    { module: 'nvidia', words: 'modprobe: FATAL: Module nvidia is in use.' },
  ],
  'gpu.held': [{ holderId: 'a', holderName: 'win10', wantedBy: 'train' }],
  'gpu.moving': [{ operationId: 'o' }],
  'gpu.wedged': [{ address: GPU, doing: 'unbind', sinceMs: 0 }],
  'gpu.partial': [{ address: GPU, drivers: { [GPU]: 'vfio-pci', [AUDIO]: null } }],
  'gpu.in-guest': [{ address: GPU }],
  'gpu.off-cannot-bind': [{ address: GPU }],
  'gpu.power-refused': [
    { address: GPU, wanted: 'on', words: '' },
    { address: GPU, wanted: 'off', words: KERNEL_WORDS },
  ],
  'gpu.no-power-switch': [{ address: GPU }],
  'gpu.read-back': [
    { address: GPU, wanted: 'vfio-pci', found: null },
    { address: GPU, wanted: null, found: 'nvidia' },
  ],
  'gpu.write-failed': [{ address: GPU, path: '/sys/bus/pci/drivers_probe', words: KERNEL_WORDS }],
  'gpu.no-host-driver': [{ address: GPU }],
  'gpu.not-a-holder': [{ pid: 9 }],
  'gpu.close-refused': [{ pid: 9, command: 'blender', words: 'Operation not permitted' }],
  'gpu.recover-refused': [
    { address: GPU, because: 'in-use' },
    { address: GPU, because: 'bbswitch' },
    { address: GPU, because: 'no-reset' },
    { address: GPU, because: 'host-has-it' },
  ],
  'gpu.not-kept': [
    { seconds: 30, because: 'no-answer' },
    { seconds: 30, because: 'taken-back' },
  ],
  'gpu.wait-cancelled': [{}],
  'gpu.service-failed': [
    { service: 'nvidia-persistenced', wanted: 'stopped', words: '' },
    { service: 'bumblebeed', wanted: 'running', words: KERNEL_WORDS },
  ],
  'gpu.lost-in-sleep': [{ address: GPU, state: 'not on the bus' }],
  'power.acpi-method': [{}],
  'battery.refused': [
    { percent: 12, belowPercent: null },
    { percent: 12, belowPercent: 30 },
  ],
  'iommu.off': [{}],
  'iommu.group-shared': [{ group: 1, foreign: [{ address: AUDIO, name: 'NVMe', driver: 'nvme' }] }],
  'handover.undone': [{ step: 'Detach from host', cause: KERNEL_WORDS }],
  'handover.interrupted': [{ step: 'Detach from host' }],
  'machine.not-found': [{ id: 'a' }],
  'machine.refused': [
    { verb: 'start', state: 'running', name: 'win10' },
    { verb: 'pause', state: 'stopped', name: 'win10' },
    { verb: 'delete', state: 'paused', name: 'win10' },
    { verb: 'reboot', state: 'unresponsive', name: 'win10' },
  ],
  'machine.start-failed': [
    { name: 'win10', words: '' },
    { name: 'win10', words: KERNEL_WORDS },
    { name: 'win10', words: KERNEL_WORDS, hint: 'vfio-busy' },
    { name: 'win10', words: '', hint: 'exited-at-once' },
  ],
  'machine.start-timeout': [{ name: 'win10', seconds: 30 }],
  'machine.qmp-lost': [{ name: 'win10' }],
  'machine.does-not-stop': [{ name: 'win10', seconds: 60 }],
  'machine.verb-failed': [{ name: 'win10', verb: 'pause', words: KERNEL_WORDS }],
  'qemu.missing': [{ binary: 'qemu-system-x86_64' }],
  'qemu-img.missing': [{}],
  'qemu.firmware-missing': [{ firmware: 'uefi' }],
  'memory.too-large': [{ wantedMiB: 8192, availableMiB: 512 }],
  'vcpus.too-many': [{ wanted: 16, hostCpus: 8 }],
  'profile.not-found': [{ id: 'a' }],
  'profile.name-taken': [{ name: 'win10' }],
  'profile.changed-meanwhile': [{ name: 'win10' }],
  'profile.in-use': [{ name: 'win10' }],
  'profile.unreadable': [{ id: 'a', words: 'not JSON' }],
  'storage.outside': [{ path: PATH, folders: ['/srv/a', '/srv/b', '/srv/c'] }],
  'storage.symlink-out': [{ path: PATH, target: '/etc/shadow', folders: ['/srv/a'] }],
  'storage.missing': [{ path: PATH }],
  'storage.not-a-file': [{ path: PATH }],
  'storage.not-an-image': [{ path: PATH, words: KERNEL_WORDS }],
  'storage.in-use': [{ path: PATH, by: 'win10' }],
  'storage.exists': [{ path: PATH }],
  'storage.full': [{ path: PATH, neededBytes: 64 * 1024 ** 3, freeBytes: 1024 ** 2 }],
  'storage.create-failed': [{ path: PATH, words: KERNEL_WORDS }],
  'automation.not-up': [{ name: 'win10', afterName: 'train' }],
  'automation.up': [{ name: 'win10' }],
  'automation.self': [{ name: 'win10' }],
  'automation.cycle': [{ name: 'win10', afterName: 'train' }],
  'disk.not-found': [{ disk: 2 }],
  'disk.busy': [
    { name: 'win10', doing: 'backup' },
    { name: 'win10', doing: 'revert' },
  ],
  'disk.not-now': [{ name: 'win10', state: 'starting' }],
  'disk.shrink': [{ path: PATH, wantedBytes: 2 ** 30, nowBytes: 2 ** 31 }],
  'disk.bad-size': [
    { because: 'not-whole', maxGiB: 8192 },
    { because: 'too-large', maxGiB: 8192 },
  ],
  'disk.cannot-grow': [
    { path: PATH, because: 'block' },
    { path: PATH, because: 'read-only' },
  ],
  'disk.failed': [{ path: PATH, doing: 'resize', words: 'No space left on device' }],
  'snapshot.cannot': [
    { path: PATH, because: 'raw' },
    { path: PATH, because: 'block' },
    { path: PATH, because: 'read-only' },
  ],
  'snapshot.none-possible': [{ name: 'win10' }],
  'snapshot.exists': [{ snapshot: 'before the update' }],
  'snapshot.not-found': [{ snapshot: 'before the update' }],
  'snapshot.no-room': [{ path: PATH, neededBytes: 2 ** 28, freeBytes: 2 ** 20 }],
  'snapshot.revert-up': [{ name: 'win10' }],
  'snapshot.not-thawed': [{ name: 'win10' }],
  'backup.machine-ended': [{ name: 'win10' }],
  'backup.interrupted': [{}],
  'monitor.refused': [
    { command: 'quit', because: 'ends' },
    { command: 'device_del', because: 'ours-id' },
  ],
  'monitor.not-up': [{ name: 'win10' }],
  'access.not-logged-in': [{}],
  'access.forbidden': [{ permission: 'gpu.move' }],
  'access.wrong-password': [{}, { triesLeft: 2 }],
  'access.throttled': [{ retryAfterSeconds: 30 }],
  'access.setup-done': [{}],
  'access.setup-token-wrong': [{}],
  'access.password-too-short': [{ minimum: 10 }],
  'access.password-too-long': [{ maximum: 256 }],
  'agent.unreachable': [{}],
  'request.invalid': [
    {
      issues: [
        { path: 'name', message: 'Give the machine a name.' },
        { path: 'vcpus', message: 'Too many' },
      ],
    },
  ],
  'operation.not-found': [{ id: 'o' }],
  'log.not-found': [{ name: 'qemu' }],
  internal: [{ reference: 'abc' }],
};

const problems = Object.entries(FACTS).flatMap(([code, samples]) =>
  samples.map((facts): [string, Problem] => [code, problem(code as ProblemCode, facts)]),
);

suite('the words of a problem', () => {
  it.each(problems)('%s has a heading without a full stop, and ends its sentences with one', (_, found) => {
    const { title, what, next } = describe(found);
    expect(title).toMatch(/^\S.*[^\s.!?]$/);
    expect(what).toMatch(/^\S.*[^\s.]\.$/);
    expect(next).toMatch(/^\S.*[^\s.]\.$/);
  });

  it.each(problems)('%s lets no missing fact through', (_, found) => {
    expect(describeLine(found)).not.toMatch(/undefined|null|NaN|\[object|\s{2}/);
  });

  it('names all who hold the GPU, and where each function is', () => {
    const [, both] = FACTS['gpu.busy'];
    expect(describe(problem('gpu.busy', both ?? FACTS['gpu.busy'][0])).what).toContain(
      'glxgears (pid 1, ana) and python3 (pid 2, ben) have the GPU open.',
    );
    expect(describe(problem('gpu.partial', FACTS['gpu.partial'][0])).what).toBe(
      `The functions of ${GPU} are on different drivers: ${GPU} on vfio-pci and ${AUDIO} on none.`,
    );
  });

  it('adds what the last words of QEMU mean, where that is known', () => {
    const { what } = describe(
      problem('machine.start-failed', { name: 'win10', words: 'Device or resource busy', hint: 'vfio-busy' }),
    );
    expect(what).toBe('Another process has the GPU open through vfio. QEMU said: Device or resource busy.');
  });

  it('says amounts in the unit that people think in', () => {
    expect(describe(problem('memory.too-large', FACTS['memory.too-large'][0])).what).toBe(
      'The machine wants 8 GiB, and the host can spare 512 MiB now.',
    );
  });

  it('is one line for logs and the command line', () => {
    expect(describeLine(problem('profile.name-taken', { name: 'win10' }))).toBe(
      'This name is taken. There is already a machine named win10. Choose another name.',
    );
  });
});
