import { machineNameSchema } from '../../machine/name';
import { vcpuCount } from '../../profile/vcpus';
import { refuse } from '../refuse';
import type { ImportResult } from '../result';
import { deviceReaders } from './devices';
import { HostDevices } from './host-devices';
import { Processor } from './processor';
import { QemuArguments } from './qemu-arguments';
import { attribute, child, notNeeded, type Readers, Reading, readChildren } from './reading';
import { SYSTEM_READERS } from './system';
import { readXml, type XmlElement } from './xml';

/**
 * A libvirt domain (`virsh dumpxml`, virt-manager's XML page) as a draft. Nothing is dropped silently: each element became a field,
 * a kept extra argument, or a named loss with its line.
 * @throws ProblemError `import.refused`
 */
export function readLibvirt(xml: string): ImportResult {
  const root = domainOf(readXml(xml));
  const reading = new Reading();
  const processor = new Processor();
  const hostDevices = new HostDevices();
  const qemu = new QemuArguments();
  const devices = deviceReaders(hostDevices);
  const readers: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
    ...DOMAIN_READERS,
    ...SYSTEM_READERS,
    ...processor.readers,
    ['devices', (element) => readChildren(element, reading, devices)],
    ['qemu:commandline', (element) => qemu.readCommandLine(element, reading)],
    ['qemu:override', (element) => qemu.readOverride(element, reading)],
  ]);
  readChildren(root, reading, readers);
  processor.finish(reading);
  hostDevices.finish(reading, qemu.deviceProperties);
  settle(reading);
  return reading.result();
}

/** A domain of QEMU; the one inside of a snapshot or a saved state as well. */
function domainOf(root: XmlElement): XmlElement {
  const domain = root.name === 'domain' ? root : child(root, 'domain');
  if (!domain) refuse('no-qemu');
  const type = attribute(domain, 'type') ?? 'kvm';
  if (type !== 'kvm' && type !== 'qemu') refuse('wrong-architecture', domain.line);
  return domain;
}

const DOMAIN_READERS: Readers = new Map<string, (element: XmlElement, reading: Reading) => void>([
  ['name', readName],
  ['uuid', notNeeded('own-identity')],
  ['genid', notNeeded('own-identity')],
  ['title', readNotes],
  ['description', readNotes],
  ['metadata', readMetadata],
  ['seclabel', notNeeded('own-sandbox')],
]);

function readName(element: XmlElement, reading: Reading): void {
  const cleaned = element.text
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 64)
    .trim();
  const name = machineNameSchema.safeParse(cleaned);
  if (!name.success) {
    reading.changed(element, 'name', [element.text, reading.draft.name]);
  } else {
    reading.draft.name = name.data;
    if (cleaned !== element.text) reading.changed(element, 'name', [element.text, cleaned]);
  }
  reading.field(element, 'name');
}

function readNotes(element: XmlElement, reading: Reading): void {
  reading.draft.notes = [reading.draft.notes, element.content]
    .filter((text) => text)
    .join('\n')
    .slice(0, 4000);
  reading.field(element, 'notes');
}

/** libosinfo's names of guests are addresses, such as http://microsoft.com/win/11. */
function readMetadata(element: XmlElement, reading: Reading): void {
  for (const one of element.children) {
    const id = one.name === 'libosinfo:libosinfo' ? attribute(child(one, 'libosinfo:os'), 'id') : undefined;
    if (id === undefined) {
      reading.unneeded(one, 'no-effect');
      continue;
    }
    reading.draft.guest = /\/\/microsoft\.com\//.test(id)
      ? 'windows'
      : /bsd|solaris|apple/i.test(id)
        ? 'other'
        : 'linux';
    reading.field(one, 'guest');
  }
}

/** What can only be told when everything was read. */
function settle(reading: Reading): void {
  const { draft } = reading;
  const { pinning, sockets = 1, cores = 1, threads = 1, hyperv } = draft.cpu;
  if (pinning) {
    const count = vcpuCount({ sockets, cores, threads });
    pinning.vcpus = Array.from({ length: count }, (_, vcpu) => pinning.vcpus[vcpu] ?? []);
  }
  if (draft.guest === undefined && hyperv && hyperv.preset !== 'off') draft.guest = 'windows';
  // libvirt writes where sound would go even where no sound card is.
  if (!reading.hasSound) draft.audio.backend = 'none';
  else if (draft.audio.backend === undefined && draft.display.spice) draft.audio.backend = 'spice';
  if (draft.display.stage === undefined) draft.display.stage = draft.gpu.wanted ? 'gpu' : 'install';
}
