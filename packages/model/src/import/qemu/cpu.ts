import { cpuSectionSchema, HYPERV_FLAGS, type Hyperv, type HypervFlag, VCPUS_MAX } from '../../profile/cpu';
import { wantedHyperv } from '../../qemu/hyperv';
import type { Intake } from './intake';
import type { KeyValue } from './key-values';
import type { QemuOption } from './options';

const { model: modelSchema, features: featuresSchema, vendorId: vendorSchema } = cpuSectionSchema.shape;

/** `-cpu host,kvm=off,hv_relaxed,...`: model, what it hides, the Hyper-V set and single features. */
export function readCpu(intake: Intake): void {
  const options = intake.open('cpu');
  for (const earlier of options.slice(0, -1)) intake.unneeded(earlier, 'comes-last');
  const option = options[options.length - 1];
  if (!option) return;
  const { cpu } = intake.draft;
  const model = option.values.get('model') ?? '';
  // `max` is what `host` becomes without KVM.
  if (model === 'max') cpu.model = 'host';
  else if (modelSchema.safeParse(model).success) cpu.model = model;
  else intake.changed(option, 'cpu.model', [model, 'host']);
  intake.field(option, 'cpu.model');
  const flags = new Set<HypervFlag>();
  const features: string[] = [];
  for (const entry of option.values.rest()) readFlag(intake, option, { entry, flags, features });
  if (flags.size > 0) {
    cpu.hyperv = hypervOf(HYPERV_FLAGS.filter((flag) => flags.has(flag)));
    intake.field(option, 'cpu.hyperv');
    intake.draft.guest = 'windows';
  }
  const fitting = featuresSchema.safeParse(features);
  if (features.length > 0 && fitting.success) {
    cpu.features = features;
    intake.field(option, 'cpu.features');
  }
}

/** A named set where these are exactly its flags. Who has Hyper-V flags in a script means Windows, whatever set fits. */
function hypervOf(flags: HypervFlag[]): Hyperv {
  const preset = (['windows', 'minimal'] as const).find(
    (name) => wantedHyperv({ preset: name }).join() === flags.join(),
  );
  return preset ? { preset } : { preset: 'custom', flags };
}

interface Flags {
  readonly entry: KeyValue;
  readonly flags: Set<HypervFlag>;
  readonly features: string[];
}

function readFlag(intake: Intake, option: QemuOption, { entry, flags, features }: Flags): void {
  const { cpu } = intake.draft;
  const sign = /^[+-]/.exec(entry.key)?.[0];
  const name = entry.key.replace(/^[+-]/, '').replaceAll('_', '-');
  const on = sign ? sign === '+' : entry.value === 'on' || entry.value === 'true';
  const off = sign ? sign === '-' : entry.value === 'off' || entry.value === 'false';
  const flag = HYPERV_FLAGS.find((known) => known === name);
  option.values.look(entry);
  if (name === 'kvm' && (on || off)) {
    cpu.hideHypervisor = off;
    intake.field(option, 'cpu.hideHypervisor');
  } else if (name === 'hv-vendor-id') readVendor(intake, option, entry);
  else if (name === 'hv-spinlocks') readSpinlocks(intake, option, { entry, flags });
  else if (flag && on) flags.add(flag);
  else if (flag && off) intake.field(option, 'cpu.hyperv');
  else if (name === 'migratable')
    intake.loseKey(option, entry, ['lost-not-needed', { text: entry.text, because: 'own-defaults' }]);
  else if ((on || off) && featuresSchema.safeParse([`+${name}`]).success && !name.startsWith('hv-')) {
    features.push(`${on ? '+' : '-'}${sign ? entry.key.slice(1) : entry.key}`);
  } else intake.loseKey(option, entry, ['lost-unsupported', { text: entry.text }]);
}

function readVendor(intake: Intake, option: QemuOption, { value }: KeyValue): void {
  // QEMU cuts a longer one off, with a warning.
  const fitting = value.slice(0, 12);
  if (!vendorSchema.safeParse(fitting).success) {
    intake.changed(option, 'cpu.vendorId', [value, '']);
    return;
  }
  if (fitting !== value) intake.changed(option, 'cpu.vendorId', [value, fitting]);
  intake.draft.cpu.vendorId = fitting;
  intake.field(option, 'cpu.vendorId');
}

/** Baton's flag means 0x1fff tries, as everybody writes it. */
function readSpinlocks(intake: Intake, option: QemuOption, { entry, flags }: Omit<Flags, 'features'>): void {
  if (entry.value === 'off') return;
  flags.add('hv-spinlocks');
  if (!['0x1fff', '8191', 'on'].includes(entry.value))
    intake.changed(option, 'cpu.hyperv', [entry.text, 'hv-spinlocks=0x1fff']);
}

/** `-smp`: QEMU works out what is left out, cores before sockets (hw/core/machine-smp.c, since 6.2). */
export function readTopology(intake: Intake): void {
  const options = intake.open('smp');
  for (const earlier of options.slice(0, -1)) intake.unneeded(earlier, 'comes-last');
  const option = options[options.length - 1];
  if (!option) return;
  const given = (key: string): number => count(option.values.get(key));
  const [cpus, maxcpus, sockets, cores, threads] = [
    given('cpus'),
    given('maxcpus'),
    given('sockets'),
    given('cores'),
    given('threads'),
  ];
  const between = Math.max(1, given('dies')) * Math.max(1, given('clusters')) * Math.max(1, given('modules'));
  const topology = complete({ all: cpus || maxcpus, sockets, cores, threads, between });
  const product = topology.sockets * topology.cores * topology.threads;
  const fits = product <= VCPUS_MAX && topology.sockets <= 16 && topology.threads <= 8;
  const wanted = Math.min(VCPUS_MAX, Math.max(1, cpus || product));
  if (fits && (cpus === 0 || product === cpus)) Object.assign(intake.draft.cpu, topology);
  else {
    Object.assign(intake.draft.cpu, { sockets: 1, cores: wanted, threads: 1 });
    intake.changed(option, 'cpu.cores', [option.value, `${wanted}`]);
  }
  if (maxcpus > 0 && cpus > 0 && maxcpus !== cpus) intake.changed(option, 'cpu', [`maxcpus=${maxcpus}`, `${cpus}`]);
  intake.field(option, 'cpu.sockets', 'cpu.cores', 'cpu.threads');
}

interface Given {
  readonly all: number;
  readonly sockets: number;
  readonly cores: number;
  readonly threads: number;
  /** Dies, clusters and modules: Baton has none, so their cores count as the socket's. */
  readonly between: number;
}

function complete({ all, sockets, cores, threads, between }: Given): {
  sockets: number;
  cores: number;
  threads: number;
} {
  const wholeOr1 = (number: number): number => Math.max(1, Math.floor(number));
  const known = all || Math.max(1, sockets) * between * Math.max(1, cores) * Math.max(1, threads);
  if (cores === 0) {
    const [s, t] = [Math.max(1, sockets), Math.max(1, threads)];
    return { sockets: s, threads: t, cores: wholeOr1(known / (s * t)) };
  }
  const t = threads || (sockets === 0 ? 1 : wholeOr1(known / (sockets * between * cores)));
  const s = sockets || wholeOr1(known / (between * cores * t));
  return { sockets: s, cores: cores * between, threads: t };
}

function count(text: string | undefined): number {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

/** `-vcpu vcpunum=0,affinity=1` of a patched QEMU: the same is told to the kernel by Baton. */
export function readPinning(intake: Intake): void {
  const options = intake.open('vcpu');
  const [first] = options;
  if (!first) return;
  const { sockets = 1, cores = 1, threads = 1 } = intake.draft.cpu;
  const vcpus: number[][] = Array.from({ length: sockets * cores * threads }, () => []);
  for (const option of options) {
    const vcpu = count(option.values.get('vcpunum'));
    const hostCpus = cpuList(option.values.get('affinity') ?? '');
    if (vcpu >= vcpus.length || hostCpus.length === 0) intake.unsupported(option);
    else {
      vcpus[vcpu] = hostCpus;
      intake.field(option, `cpu.pinning.vcpus.${vcpu}`);
    }
  }
  intake.tell(first, ['unknown-option', { option: '-vcpu' }], 'cpu.pinning');
  if (vcpus.some((list) => list.length > 0)) intake.draft.cpu.pinning = { vcpus };
}

/** `1`, `1-3` or `1:5`, as lists of the kernel and of the patch are written. */
export function cpuList(text: string): number[] {
  const cpus = text
    .split(/[:;+,]/)
    .slice(0, 64)
    .flatMap((part) => {
      const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part);
      if (!match) return [];
      const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
      return Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
    });
  return cpus.filter((cpu) => cpu <= 4095).slice(0, 4096);
}
