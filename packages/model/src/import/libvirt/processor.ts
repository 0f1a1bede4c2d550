import { HYPERV_WITHOUT_ELEMENT } from '../../export/libvirt/system';
import { cpuSectionSchema, HYPERV_FLAGS, type Hyperv, type HypervFlag, VCPUS_MAX } from '../../profile/cpu';
import { wantedHyperv } from '../../qemu/hyperv';
import { attribute, notNeeded, type Readers, type Reading, readChildren } from './reading';
import { wholeNumber } from './values';
import type { XmlElement } from './xml';

/** `<features>`, `<cpu>` and `<clock>`; they share the Hyper-V hints between them. */
export class Processor {
  private readonly flags = new Set<HypervFlag>();

  readonly readers: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
    ['features', (element, reading) => readChildren(element, reading, this.features)],
    ['cpu', readCpu],
    ['clock', (element, reading) => this.clock(element, reading)],
  ]);

  /** To be called after everything is read. */
  finish({ draft }: Reading): void {
    if (this.flags.size > 0) draft.cpu.hyperv = presetOf(this.flags);
  }

  private readonly features: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
    ['acpi', notNeeded('default')],
    ['apic', notNeeded('default')],
    ['pae', notNeeded('default')],
    ['hap', notNeeded('default')],
    ['vmport', expectState('off')],
    ['smm', (element, reading) => reading.field(element, 'machine.firmware')],
    ['ioapic', notNeeded('own-engine')],
    ['kvm', (element, reading) => readChildren(element, reading, KVM)],
    ['hyperv', (element, reading) => this.hyperv(element, reading)],
  ]);

  private hyperv(element: XmlElement, reading: Reading): void {
    if (attribute(element, 'mode') === 'passthrough') {
      for (const flag of wantedHyperv({ preset: 'windows' })) this.flags.add(flag);
      reading.changed(element, 'cpu.hyperv', ['passthrough', 'windows']);
      reading.field(element, 'cpu.hyperv');
    }
    for (const one of element.children) this.enlightenment(one, reading);
  }

  private enlightenment(element: XmlElement, reading: Reading): void {
    const name = element.name;
    if (name === 'vendor_id') {
      readVendor(element, reading);
      return;
    }
    const flag = HYPERV_FLAGS.find((known) => known === `hv-${name}`);
    if (!flag) {
      reading.unsupported(element);
      return;
    }
    if (attribute(element, 'state') !== 'off') {
      this.flags.add(flag);
      for (const inner of element.children) this.inner(flag, inner, reading);
      const retries = attribute(element, 'retries');
      if (retries !== undefined && retries !== '8191') {
        reading.changed(element, 'cpu.hyperv', [`hv-spinlocks=${retries}`, 'hv-spinlocks=8191']);
      }
    }
    reading.field(element, 'cpu.hyperv');
  }

  /** `<stimer><direct/>`, `<tlbflush><extended/>`. */
  private inner(flag: HypervFlag, element: XmlElement, reading: Reading): void {
    const name = element.name === 'direct' ? 'direct' : 'ext';
    const known = HYPERV_FLAGS.find((one) => one === `${flag}-${name}`);
    if (known && attribute(element, 'state') !== 'off') this.flags.add(known);
    else if (!known) reading.unsupported(element);
  }

  private clock(element: XmlElement, reading: Reading): void {
    const offset = attribute(element, 'offset') ?? 'utc';
    const local = offset === 'localtime' || (offset === 'variable' && attribute(element, 'basis') === 'localtime');
    reading.draft.machine.clock = local ? 'localtime' : 'utc';
    if (offset !== 'utc' && offset !== 'localtime') {
      reading.changed(element, 'machine.clock', [offset, local ? 'localtime' : 'utc']);
    }
    if (element.children.length === 0) reading.field(element, 'machine.clock');
    else
      reading.field({ ...element, source: element.source.slice(0, element.source.indexOf('>') + 1) }, 'machine.clock');
    for (const timer of element.children) this.timer(timer, reading);
  }

  private timer(element: XmlElement, reading: Reading): void {
    const present = attribute(element, 'present') !== 'no';
    switch (attribute(element, 'name')) {
      case 'hpet':
        reading.draft.machine.hpet = present;
        reading.field(element, 'machine.hpet');
        return;
      case 'hypervclock':
        if (present) this.flags.add('hv-time');
        reading.field(element, 'cpu.hyperv');
        return;
      case 'rtc':
      case 'pit':
        reading.unneeded(element, 'own-defaults');
        return;
      default:
        reading.unsupported(element);
    }
  }
}

const KVM: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
  [
    'hidden',
    (element, reading) => {
      reading.draft.cpu.hideHypervisor = attribute(element, 'state') === 'on';
      reading.field(element, 'cpu.hideHypervisor');
    },
  ],
]);

function expectState(state: string) {
  return (element: XmlElement, reading: Reading) =>
    attribute(element, 'state') === state ? reading.unneeded(element, 'default') : reading.unsupported(element);
}

function readVendor(element: XmlElement, reading: Reading): void {
  if (attribute(element, 'state') === 'off') {
    reading.unneeded(element, 'default');
    return;
  }
  const vendor = reading.accept(element, cpuSectionSchema.shape.vendorId, attribute(element, 'value'));
  if (vendor === undefined) return;
  reading.draft.cpu.vendorId = vendor;
  reading.field(element, 'cpu.vendorId');
}

/** A preset when the flags are just its own, those left out that libvirt cannot write. */
function presetOf(flags: ReadonlySet<HypervFlag>): Hyperv {
  const writable = (all: readonly HypervFlag[]) => all.filter((flag) => !HYPERV_WITHOUT_ELEMENT.includes(flag));
  const found = [...flags];
  const preset = (['windows', 'minimal', 'linux'] as const).find((name) => {
    const own = writable(wantedHyperv({ preset: name }));
    return own.length === writable(found).length && own.every((flag) => flags.has(flag));
  });
  return preset ? { preset } : { preset: 'custom', flags: HYPERV_FLAGS.filter((flag) => flags.has(flag)) };
}

function readCpu(element: XmlElement, reading: Reading): void {
  const mode = attribute(element, 'mode') ?? 'custom';
  if (mode === 'host-model') reading.changed(element, 'cpu.model', ['host-model', 'host']);
  if (mode !== 'custom') reading.draft.cpu.model = 'host';
  reading.field({ ...element, source: element.source.slice(0, element.source.indexOf('>') + 1) }, 'cpu.model');
  readChildren(element, reading, CPU);
}

const CPU: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
  [
    'model',
    (element, reading) => {
      if (element.text === '') return reading.unneeded(element, 'default');
      const model = reading.accept(element, cpuSectionSchema.shape.model, element.text);
      if (model === undefined) return;
      reading.draft.cpu.model = model;
      reading.field(element, 'cpu.model');
    },
  ],
  ['topology', readTopology],
  ['feature', readFeature],
]);

/** Dies and clusters become cores: the guest counts as many processors. */
function readTopology(element: XmlElement, reading: Reading): void {
  const count = (name: string) => wholeNumber(attribute(element, name)) ?? 1;
  const [sockets, threads, inner] = [count('sockets'), count('threads'), count('dies') * count('clusters')];
  const cores = count('cores') * inner;
  const { shape } = cpuSectionSchema;
  const parts = [
    reading.accept(element, shape.sockets, sockets),
    reading.accept(element, shape.cores, cores),
    reading.accept(element, shape.threads, threads),
  ];
  if (parts.includes(undefined) || sockets * cores * threads > VCPUS_MAX) return;
  Object.assign(reading.draft.cpu, { sockets, cores, threads });
  if (inner > 1) reading.changed(element, 'cpu.cores', [`${count('cores')} × ${inner}`, String(cores)]);
  reading.field(element, 'cpu.sockets', 'cpu.cores', 'cpu.threads');
}

function readFeature(element: XmlElement, reading: Reading): void {
  const policy = attribute(element, 'policy') ?? 'require';
  const sign = policy === 'disable' || policy === 'forbid' ? '-' : '+';
  const features = [...(reading.draft.cpu.features ?? []), `${sign}${attribute(element, 'name') ?? ''}`];
  const fitting = reading.accept(element, cpuSectionSchema.shape.features, features);
  if (!fitting) return;
  reading.draft.cpu.features = fitting;
  reading.field(element, 'cpu.features');
}
