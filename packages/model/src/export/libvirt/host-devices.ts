import { functionOf } from '../../pci/address';
import type { ProfileDefinition } from '../../profile/definition';
import type { ExportContext, ExportFunction } from '../context';
import { alias } from './storage';
import { element, type XmlAttributes, type XmlNode } from './xml';

/** `managed`: libvirt takes the device from its driver at the start and gives it back at the end. */
const LENT = { mode: 'subsystem', type: 'pci', managed: 'yes' } as const;

/** The GPU's port is the first one: mobile drivers look for the card at 01:00.0 behind 00:01.0. */
const GPU_PORT = { type: 'pci', domain: '0x0000', bus: '0x00', slot: '0x01', function: '0x0', multifunction: 'on' };

/** The lent GPU: all functions of its slot in one slot of the guest, function 0 first. */
export function gpu({ gpu: wanted }: ProfileDefinition, { gpu: functions }: ExportContext): XmlNode[] {
  if (!wanted.wanted || functions.length === 0) return [];
  const port = element(
    'controller',
    { type: 'pci', index: 1, model: 'pcie-root-port' },
    element('target', { chassis: 1, port: '0x8' }),
    element('address', GPU_PORT),
  );
  return [port, ...functions.map((fn) => gpuFunction(fn, wanted, functions.length > 1))];
}

function gpuFunction({ address }: ExportFunction, wanted: ProfileDefinition['gpu'], several: boolean): XmlNode {
  const number = functionOf(address);
  const { romFile, romBar } = wanted;
  const rom = element('rom', { bar: romBar ? undefined : 'off', file: romFile ?? undefined });
  const multifunction = several && number === 0 ? 'on' : undefined;
  const place = { type: 'pci', domain: '0x0000', bus: '0x01', slot: '0x00', function: `0x${number}`, multifunction };
  return element(
    'hostdev',
    LENT,
    source(address),
    number === 0 && (romFile !== null || !romBar) && rom,
    alias(`gpu${number}`),
    element('address', place),
  );
}

/** Other devices of the host; libvirt finds them a place, and refuses one that is there twice. */
export function otherDevices({ pci, gpu }: ProfileDefinition, { gpu: lent }: ExportContext): XmlNode[] {
  const taken = new Set<string>(gpu.wanted ? lent.map(({ address }) => address) : []);
  const others = [...new Set(pci.map(({ address }) => address))].filter((address) => !taken.has(address));
  return others.map((address, index) => element('hostdev', LENT, source(address), alias(`pci${index}`)));
}

function source(address: string): XmlNode {
  const [domain, bus, rest = ''] = address.split(':');
  const [slot, fn] = rest.split('.');
  const parts = { domain: `0x${domain}`, bus: `0x${bus}`, slot: `0x${slot}`, function: `0x${fn}` };
  return element('source', {}, element('address', parts));
}

/** What libvirt has no attribute for, set on its device all the same: the subsystem ids, and the legacy VGA ports. */
export function overrides({ gpu: wanted }: ProfileDefinition, { gpu: functions }: ExportContext): XmlNode[] {
  if (!wanted.wanted) return [];
  const devices = functions.flatMap((fn) => {
    const number = functionOf(fn.address);
    const vga = wanted.primary && number === 0 ? [property('x-vga', 'bool', 'true')] : [];
    const properties = [...subsystem(fn, wanted), ...vga];
    return properties.length === 0
      ? []
      : element('qemu:device', { alias: `ua-gpu${number}` }, element('qemu:frontend', {}, ...properties));
  });
  return devices.length > 0 ? [element('qemu:override', {}, ...devices)] : [];
}

function subsystem(fn: ExportFunction, { subsystem }: ProfileDefinition['gpu']): XmlNode[] {
  if (subsystem.from === 'nothing' || (subsystem.from === 'given' && functionOf(fn.address) > 0)) return [];
  const given = subsystem.from === 'given';
  const vendor = given ? subsystem.vendorId : fn.subsystemVendorId;
  const device = given ? subsystem.deviceId : fn.subsystemDeviceId;
  const decimal = (hex: string) => String(Number.parseInt(hex, 16));
  return [
    property('x-pci-sub-vendor-id', 'unsigned', decimal(vendor)),
    property('x-pci-sub-device-id', 'unsigned', decimal(device)),
  ];
}

function property(name: string, type: string, value: string): XmlNode {
  const attributes: XmlAttributes = { name, type, value };
  return element('qemu:property', attributes);
}
