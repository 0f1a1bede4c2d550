import type { ImportRefusal } from './import/result';
import type { KeyboardLayout } from './keyboard/layouts';
import type { Refusal } from './machine/actions';
import type { MachineStateKind } from './machine/state';
import type { PciAddress } from './pci/address';
import type { DiskWork } from './storage/disk-work';

/** Facts of every failure that a person can meet. The words for each stand in describe.ts; a missing one does not compile. */
export interface ProblemFacts {
  // GPU and hand-over
  'gpu.none': Record<string, never>;
  'gpu.missing': { address: PciAddress };
  'gpu.drives-display': { address: PciAddress; because: 'boot-vga' | 'connector' | 'only-display'; connector?: string };
  'gpu.busy': { address: PciAddress; processes: readonly { pid: number; command: string; user: string }[] };
  'gpu.module-busy': { module: string; words: string };
  'gpu.held': { holderId: string; holderName: string; wantedBy: string };
  'gpu.moving': { operationId: string };
  'gpu.wedged': { address: PciAddress; doing: string; sinceMs: number };
  'gpu.partial': { address: PciAddress; drivers: Readonly<Record<string, string | null>> };
  'gpu.in-guest': { address: PciAddress };
  'gpu.off-cannot-bind': { address: PciAddress };
  'gpu.power-refused': { address: PciAddress; wanted: 'on' | 'off'; words: string };
  'gpu.no-power-switch': { address: PciAddress };
  'gpu.read-back': { address: PciAddress; wanted: string | null; found: string | null };
  'gpu.write-failed': { address: PciAddress; path: string; words: string };
  'gpu.no-host-driver': { address: PciAddress };
  'gpu.not-a-holder': { pid: number };
  'gpu.close-refused': { pid: number; command: string; words: string };
  'gpu.recover-refused': { address: PciAddress; because: 'in-use' | 'bbswitch' | 'no-reset' | 'host-has-it' };
  'gpu.not-kept': { seconds: number; because: 'no-answer' | 'taken-back' };
  'gpu.wait-cancelled': Record<string, never>;
  'gpu.service-failed': { service: string; wanted: 'running' | 'stopped'; words: string };
  'gpu.lost-in-sleep': { address: PciAddress; state: string };
  'power.acpi-method': Record<string, never>;
  'battery.refused': { percent: number; belowPercent: number | null };
  'iommu.off': Record<string, never>;
  'iommu.group-shared': {
    group: number;
    foreign: readonly { address: PciAddress; name: string; driver: string | null }[];
  };
  'handover.undone': { step: string; cause: string };
  'handover.interrupted': { step: string };
  // machines
  'machine.not-found': { id: string };
  'machine.refused': Refusal & { name: string };
  'machine.start-failed': { name: string; words: string; hint?: QemuHint };
  'machine.start-timeout': { name: string; seconds: number };
  'machine.qmp-lost': { name: string };
  'machine.does-not-stop': { name: string; seconds: number };
  'machine.verb-failed': { name: string; verb: string; words: string };
  'guest.not-up': { name: string; state: MachineStateKind };
  'guest.not-asleep': { name: string };
  'image.corrupted': { name: string; path: string; words: string };
  'qemu.missing': { binary: string };
  'qemu-img.missing': Record<string, never>;
  'qemu.firmware-missing': { firmware: 'uefi' };
  'qemu.firmware-kind-missing': { flash: '2M' | '4M' | 'any'; secureBoot: boolean };
  'qemu.cannot': { what: string; version: string; since: string | null };
  'machine.type-unknown': { type: string; newest: string };
  'tpm.missing': Record<string, never>;
  'tpm.failed': { words: string };
  'extra.fights': { argument: string; because: 'ours' | 'listens' | 'daemonizes' | 'opens-files' | 'migrates' };
  'hook.failed': { command: string; words: string };
  'memory.too-large': { wantedMiB: number; availableMiB: number };
  'hugepages.short': { size: '2M' | '1G'; wanted: number; got: number };
  'hugepages.not-mounted': { size: '2M' | '1G' };
  'memlock.too-low': { neededMiB: number; limitMiB: number };
  'cpu.not-on-host': { cpu: number; hostCpus: number };
  'cpu.pin-failed': { words: string };
  'cpu.pinned-twice': { cpu: number };
  'cpu.isolate-failed': { words: string };
  'cpu.hyperv-needs': { flag: string; needs: readonly string[] };
  'net.subnet-taken': { subnet: string; route: string };
  'net.no-bridge': { bridge: string };
  'net.bridge-denied': { bridge: string };
  'net.setup-failed': { step: string; words: string };
  'net.needs-root': { what: 'nat' | 'bridge' };
  'net.passt-missing': Record<string, never>;
  'net.port-taken': { port: number; by: string };
  'net.mac-taken': { mac: string; by: string };
  'usb.absent': { name: string };
  'usb.mounted': { device: string; path: string };
  'usb.held': { device: string; by: string };
  'usb.not-taken': { device: string; words: string };
  'usb.not-released': { device: string; name: string };
  'media.no-drive': { name: string; drive: string };
  'media.locked': { name: string; drive: string };
  'media.failed': { drive: string; words: string };
  'keyboard.cannot-type': { layout: KeyboardLayout; characters: readonly string[] };
  'keyboard.no-key': { keys: readonly string[] };
  'keyboard.interrupted': { name: string; typed: number; length: number };
  'pci.not-found': { address: string };
  'pci.refused': { address: string; because: 'in-use' | 'shared-group' | 'no-iommu' | 'host-disk' | 'host-input' };
  'pci.take-failed': { address: string; words: string };
  'device.missing': { path: string };
  'looking-glass.kvmfr': { neededMiB: number; foundMiB: number | null };
  'boot.unknown': { entry: string };
  'vcpus.too-many': { wanted: number; hostCpus: number };
  // parts of a profile that do not go together
  'unfit.old-type': { type: string; newest: string };
  'unfit.topology': { vcpus: number; most: number };
  'unfit.pinning': { lists: number; vcpus: number };
  'unfit.twice': { what: 'disk' | 'serial' | 'pci' | 'usb' | 'evdev'; name: string };
  'unfit.forward-twice': { protocol: 'tcp' | 'udp'; port: number };
  'unfit.mac-twice': { mac: string };
  'unfit.read-only': { bus: 'sata' };
  'unfit.iothread': { bus: 'sata' | 'nvme' };
  'unfit.no-screen': Record<string, never>;
  'unfit.rom-table': Record<string, never>;
  'unfit.spice-sound': Record<string, never>;
  'unfit.guest-sleep': Record<string, never>;
  // profiles and storage
  'profile.not-found': { id: string };
  'profile.name-taken': { name: string };
  'profile.changed-meanwhile': { name: string };
  'profile.in-use': { name: string };
  'profile.unreadable': { id: string; words: string };
  'profile.version-not-found': { revision: number };
  'import.refused': { because: ImportRefusal; words?: string; line?: number };
  'export.cannot': { as: string; what: string };
  'storage.outside': { path: string; folders: readonly string[] };
  'storage.symlink-out': { path: string; target: string; folders: readonly string[] };
  'storage.missing': { path: string };
  'storage.not-a-file': { path: string };
  'storage.not-an-image': { path: string; words: string };
  'storage.not-an-iso': { path: string };
  'disc.none': { path: string; looks: 'page' | 'packed' | 'qcow2' | 'short' | 'other' };
  'disc.cut-short': { path: string; sizeBytes: number; saysBytes: number };
  'storage.in-use': { path: string; by: string };
  'storage.exists': { path: string };
  'storage.full': { path: string; neededBytes: number; freeBytes: number };
  'storage.create-failed': { path: string; words: string };
  'storage.block-used': { path: string; as: string; by: string | null };
  'storage.not-a-block-device': { path: string };
  'storage.upload-not-found': { id: string };
  'storage.upload-mismatch': { path: string; expectedBytes: number; gotBytes: number };
  'storage.bad-name': { name: string };
  'storage.cancelled': { path: string };
  'rom.unusable': { path: string; words: string };
  'rom.dump-refused': { address: PciAddress; because: 'in-use' | 'asleep-or-off' | 'bound' | 'no-rom-file' };
  'rom.dump-failed': { address: PciAddress; words: string };
  // what machines do by themselves
  'automation.not-up': { name: string; afterName: string };
  'automation.up': { name: string };
  'automation.self': { name: string };
  'automation.cycle': { name: string; afterName: string };
  // disks of a machine
  'disk.not-found': { disk: number };
  'disk.busy': { name: string; doing: DiskWork };
  'disk.not-now': { name: string; state: MachineStateKind };
  'disk.shrink': { path: string; wantedBytes: number; nowBytes: number };
  'disk.bad-size': { because: 'not-whole' | 'too-large'; maxGiB: number };
  'disk.cannot-grow': { path: string; because: 'block' | 'read-only' };
  'disk.failed': { path: string; doing: DiskWork; words: string };
  'snapshot.cannot': { path: string; because: 'raw' | 'block' | 'read-only' };
  'snapshot.none-possible': { name: string };
  'snapshot.exists': { snapshot: string };
  'snapshot.not-found': { snapshot: string };
  'snapshot.no-room': { path: string; neededBytes: number; freeBytes: number };
  'snapshot.revert-up': { name: string };
  'snapshot.not-thawed': { name: string };
  'backup.machine-ended': { name: string };
  'backup.interrupted': Record<string, never>;
  'monitor.refused': {
    command: string;
    because: 'ends' | 'host-files' | 'opens-door' | 'connection' | 'ours-id' | 'hidden' | 'unknown';
  };
  'monitor.not-up': { name: string };
  // access
  'access.not-logged-in': Record<string, never>;
  'access.forbidden': { permission: string };
  'access.wrong-password': { triesLeft?: number };
  'access.throttled': { retryAfterSeconds: number };
  'access.setup-done': Record<string, never>;
  'access.setup-token-wrong': Record<string, never>;
  'access.password-too-short': { minimum: number };
  'access.password-too-long': { maximum: number };
  // requests
  'agent.unreachable': Record<string, never>;
  'request.invalid': { issues: readonly { path: string; message: string }[] };
  'operation.not-found': { id: string };
  'log.not-found': { name: string };
  internal: { reference: string };
}

/** What QEMU's last words mean, recognised by the agent, explained by describe.ts. */
export type QemuHint =
  | 'image-locked'
  | 'image-missing'
  | 'permission'
  | 'out-of-memory'
  | 'group-not-viable'
  | 'vfio-busy'
  | 'vfio-not-bound'
  | 'no-such-host-device'
  | 'memlock'
  | 'stuck-in-d3'
  | 'no-reset'
  | 'kvm-unavailable'
  | 'unknown-device'
  | 'exited-at-once';

export type ProblemCode = keyof ProblemFacts;

/** One failure: what it is and the facts. `field` names the form field it belongs to, when there is one. */
export type Problem = {
  [Code in ProblemCode]: { readonly code: Code; readonly facts: ProblemFacts[Code]; readonly field?: string };
}[ProblemCode];

/** Makes a problem; `field` is a path such as `disk.path`. */
export function problem<Code extends ProblemCode>(code: Code, facts: ProblemFacts[Code], field?: string): Problem {
  return (field === undefined ? { code, facts } : { code, facts, field }) as Problem;
}

/** Carries a Problem through async code; the server sends the problem, never the stack. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly problem: Problem,
    options?: { cause?: unknown },
  ) {
    super(problem.code, options);
  }
}

/** Throws the problem. */
export function fail<Code extends ProblemCode>(code: Code, facts: ProblemFacts[Code], field?: string): never {
  throw new ProblemError(problem(code, facts, field));
}
