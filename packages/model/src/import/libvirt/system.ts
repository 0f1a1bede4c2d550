import { machineTypeSchema, smbiosSchema } from '../../profile/machine';
import { memorySectionSchema } from '../../profile/memory';
import { refuse } from '../refuse';
import { attribute, notNeeded, type Readers, type Reading, readChildren } from './reading';
import { cpuSet, sizeMiB, wholeNumber } from './values';
import type { XmlElement } from './xml';

/** Memory, the processors' number and pinning, firmware, SMBIOS: what stands directly below the domain. */
export const SYSTEM_READERS: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
  ['memory', readMemory],
  ['currentMemory', readCurrentMemory],
  ['memoryBacking', (element, reading) => readChildren(element, reading, MEMORY_BACKING)],
  ['vcpu', readVcpu],
  ['vcpus', notNeeded('own-defaults')],
  ['iothreads', notNeeded('own-defaults')],
  ['iothreadids', notNeeded('own-defaults')],
  ['cputune', (element, reading) => readChildren(element, reading, CPU_TUNE)],
  ['resource', notNeeded('own-engine')],
  ['sysinfo', readSysinfo],
  ['os', (element, reading) => readOs(element, reading)],
  ['on_poweroff', (element, reading) => expect(element, reading, 'destroy')],
  ['on_reboot', readOnReboot],
  ['on_crash', readOnCrash],
  ['pm', readPm],
]);

function readMemory(element: XmlElement, reading: Reading): void {
  const size = sizeMiB(element.text, attribute(element, 'unit') ?? 'KiB');
  const sizeFits = reading.accept(element, memorySectionSchema.shape.sizeMiB, size);
  if (sizeFits === undefined) return;
  reading.draft.memory = { ...reading.draft.memory, sizeMiB: sizeFits };
  reading.field(element, 'memory.sizeMiB');
}

/** Less than the whole is for ballooning, which does not go with a lent GPU. */
function readCurrentMemory(element: XmlElement, reading: Reading): void {
  const size = sizeMiB(element.text, attribute(element, 'unit') ?? 'KiB');
  if (size === reading.draft.memory.sizeMiB) reading.field(element, 'memory.sizeMiB');
  else reading.unneeded(element, 'no-effect');
}

const MEMORY_BACKING: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
  ['hugepages', readHugepages],
  [
    'locked',
    (element, reading) => {
      reading.draft.memory = { ...reading.draft.memory, lock: true };
      reading.field(element, 'memory.lock');
    },
  ],
  ['source', notNeeded('own-pages')],
  ['access', notNeeded('own-pages')],
  ['allocation', notNeeded('own-pages')],
]);

function readHugepages(element: XmlElement, reading: Reading): void {
  const [page, second] = element.children;
  const size = page ? sizeMiB(attribute(page, 'size') ?? '', attribute(page, 'unit') ?? 'KiB') : 2;
  const known = size === 2 ? '2M' : size === 1024 ? '1G' : undefined;
  if (!known || second) {
    reading.unsupported(element);
    return;
  }
  reading.draft.memory = { ...reading.draft.memory, hugepages: known };
  reading.field(element, 'memory.hugepages');
}

/** The number alone; a topology that follows in `<cpu>` says the same more exactly. `cpuset` pins all of them. */
function readVcpu(element: XmlElement, reading: Reading): void {
  const cores = wholeNumber(element.text);
  const set = attribute(element, 'cpuset');
  if (cores === undefined || cores < 1 || cores > 255) {
    reading.unsupported(element);
    return;
  }
  const fields = reading.field(element, 'cpu.cores');
  reading.draft.cpu.cores = cores;
  const current = attribute(element, 'current');
  if (current !== undefined && current !== String(cores))
    reading.changed(element, 'cpu.cores', [current, String(cores)]);
  const cpus = set === undefined ? undefined : cpuSet(set);
  if (cpus) {
    reading.draft.cpu.pinning = { vcpus: Array.from({ length: cores }, () => cpus) };
    fields.push('cpu.pinning');
  }
}

const CPU_TUNE: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
  [
    'vcpupin',
    (element, reading) => {
      const vcpu = wholeNumber(attribute(element, 'vcpu'));
      if (vcpu === undefined || vcpu > 254) return reading.unsupported(element);
      pin(element, reading, (pinning, cpus) => {
        while (pinning.vcpus.length <= vcpu) pinning.vcpus.push([]);
        pinning.vcpus[vcpu] = cpus;
      });
    },
  ],
  [
    'emulatorpin',
    (element, reading) =>
      pin(element, reading, (pinning, cpus) => {
        pinning.emulator = cpus;
      }),
  ],
  [
    'iothreadpin',
    (element, reading) =>
      pin(element, reading, (pinning, cpus) => {
        pinning.iothreads = [...new Set([...(pinning.iothreads ?? []), ...cpus])].sort((a, b) => a - b);
      }),
  ],
]);

type Pinning = NonNullable<NonNullable<Reading['draft']['cpu']['pinning']>>;

function pin(element: XmlElement, reading: Reading, set: (pinning: Pinning, cpus: number[]) => void): void {
  const cpus = cpuSet(attribute(element, 'cpuset') ?? '');
  if (!cpus) {
    reading.unsupported(element);
    return;
  }
  const pinning = reading.draft.cpu.pinning ?? { vcpus: [] };
  set(pinning, cpus);
  reading.draft.cpu.pinning = pinning;
  reading.field(element, 'cpu.pinning');
}

/** SMBIOS type 1. Boards, chassis and fw_cfg have no place. */
function readSysinfo(element: XmlElement, reading: Reading): void {
  if (attribute(element, 'type') !== 'smbios') {
    reading.unsupported(element);
    return;
  }
  for (const block of element.children) {
    if (block.name !== 'system') {
      reading.unsupported(block);
      continue;
    }
    for (const entry of block.children) readSystemEntry(entry, reading);
  }
}

function readSystemEntry(entry: XmlElement, reading: Reading): void {
  const name = attribute(entry, 'name') ?? '';
  if (name === 'uuid') {
    reading.unneeded(entry, 'own-identity');
    return;
  }
  const known = (['manufacturer', 'product', 'version', 'serial', 'sku', 'family'] as const).find(
    (one) => one === name,
  );
  const value = known && reading.accept(entry, smbiosSchema.shape[known], entry.content);
  if (!known || value === undefined) {
    if (!known) reading.unsupported(entry);
    return;
  }
  const none = { manufacturer: null, product: null, version: null, serial: null, sku: null, family: null };
  reading.draft.machine.smbios = { ...(reading.draft.machine.smbios ?? none), [known]: value };
  reading.field(entry, `machine.smbios.${known}`);
}

function readOs(element: XmlElement, reading: Reading): void {
  if (attribute(element, 'firmware') === 'efi') uefi(reading, false);
  readChildren(element, reading, OS);
}

function uefi({ draft }: Reading, secureBoot: boolean): void {
  const { firmware } = draft.machine;
  const already = firmware?.kind === 'uefi' && firmware.secureBoot === true;
  draft.machine.firmware = { kind: 'uefi', secureBoot: secureBoot || already };
}

const OS: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
  ['type', readType],
  [
    'loader',
    (element, reading) => {
      const { text } = element;
      if (text !== '' && attribute(element, 'type') !== 'pflash' && !/OVMF|edk2/i.test(text))
        return reading.unsupported(element);
      uefi(reading, attribute(element, 'secure') === 'yes' || /secboot|\.ms\.|secure/i.test(text));
      reading.field(element, 'machine.firmware');
    },
  ],
  ['nvram', notNeeded('own-variables')],
  [
    'firmware',
    (element, reading) => {
      const on = (feature: XmlElement) =>
        attribute(feature, 'name') === 'secure-boot' && attribute(feature, 'enabled') === 'yes';
      uefi(reading, element.children.some(on));
      reading.field(element, 'machine.firmware');
    },
  ],
  [
    'boot',
    (element, reading) => {
      reading.bootKinds = [...reading.bootKinds, attribute(element, 'dev') ?? ''];
      reading.field(element, 'boot');
    },
  ],
  [
    'bootmenu',
    (element, reading) => {
      reading.draft.machine.bootMenu = attribute(element, 'enable') === 'yes';
      reading.field(element, 'machine.bootMenu');
    },
  ],
  [
    'smbios',
    (element, reading) => {
      const mode = attribute(element, 'mode');
      if (mode === 'sysinfo') reading.field(element, 'machine.smbios');
      else if (mode === 'emulate') reading.unneeded(element, 'default');
      else reading.unsupported(element);
    },
  ],
  [
    'acpi',
    (element, reading) => reading.lost(element, 'lost-unsafe', { text: element.source.slice(0, 200), because: 'path' }),
  ],
]);

function readType(element: XmlElement, reading: Reading): void {
  const { draft } = reading;
  if ((attribute(element, 'arch') ?? 'x86_64') !== 'x86_64' || element.text !== 'hvm') {
    refuse('wrong-architecture', element.line);
  }
  const type = attribute(element, 'machine') ?? '';
  if (/^pc-q35-/.test(type)) {
    const known = reading.accept(element, machineTypeSchema, type);
    if (known !== undefined) {
      draft.machine.type = known;
      reading.field(element, 'machine.type');
    }
    return;
  }
  if (type === 'q35') reading.find(element, 'moving-machine-type', { type }, 'machine.type');
  // The old chipset has no PCI Express, which the layout here stands on.
  else if (type === '' || /^pc(-|$)/.test(type)) reading.changed(element, 'machine.type', [type || 'pc', 'q35']);
  else refuse('wrong-architecture', element.line);
  reading.field(element, 'machine.type');
}

function expect(element: XmlElement, reading: Reading, value: string): void {
  if (element.text === value) reading.unneeded(element, 'default');
  else reading.unsupported(element);
}

function readOnReboot(element: XmlElement, reading: Reading): void {
  if (element.text !== 'restart' && element.text !== 'destroy') {
    reading.unsupported(element);
    return;
  }
  reading.draft.machine.onReboot = element.text === 'restart' ? 'reset' : 'shutdown';
  reading.field(element, 'machine.onReboot');
}

/** A crashed guest stays for looking at, or ends. It is not started again: that would hide what happened. */
function readOnCrash(element: XmlElement, reading: Reading): void {
  const ends = element.text === 'destroy' || element.text === 'coredump-destroy';
  reading.draft.machine.onPanic = ends ? 'shutdown' : 'pause';
  if (element.text !== 'destroy' && element.text !== 'preserve') {
    reading.changed(element, 'machine.onPanic', [element.text, ends ? 'shutdown' : 'pause']);
  }
  reading.field(element, 'machine.onPanic');
}

function readPm(element: XmlElement, reading: Reading): void {
  for (const one of element.children) {
    if (one.name !== 'suspend-to-mem' && one.name !== 'suspend-to-disk') {
      reading.unsupported(one);
      continue;
    }
    reading.draft.machine.sleep = reading.draft.machine.sleep === true || attribute(one, 'enabled') === 'yes';
    reading.field(one, 'machine.sleep');
  }
}
