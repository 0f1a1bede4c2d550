import type { HypervFlag } from '../../profile/cpu';
import type { ProfileDefinition } from '../../profile/definition';
import { hasVirtualScreen } from '../../profile/display';
import type { Disk } from '../../profile/storage';
import { wantedHyperv } from '../../qemu/hyperv';
import { type ExportContext, machineTypeOf } from '../context';
import type { Yaml } from './yaml';

/** `spec.template.spec.domain` of a VirtualMachine (kubevirt.io/v1 DomainSpec). */
export function domain(profile: ProfileDefinition, context: ExportContext): Yaml {
  const { cpu, memory, machine, disks } = profile;
  const hyperv = wantedHyperv(cpu.hyperv);
  const page = memory.hugepages && { pageSize: memory.hugepages === '2M' ? '2Mi' : '1Gi' };
  return {
    machine: { type: machineTypeOf(profile, context) },
    cpu: {
      model: cpu.model === 'host' ? 'host-passthrough' : cpu.model,
      sockets: cpu.sockets,
      cores: cpu.cores,
      threads: cpu.threads,
      dedicatedCpuPlacement: cpu.pinning ? true : undefined,
      features: optional(
        cpu.features.map((text) => ({ name: text.slice(1), policy: text.startsWith('+') ? 'require' : 'disable' })),
      ),
    },
    memory: { guest: `${memory.sizeMiB}Mi`, hugepages: page ?? undefined },
    firmware: firmware(profile),
    clock: clock(hyperv, machine.clock),
    features: features(profile, hyperv),
    ioThreadsPolicy: disks.some(({ iothread }) => iothread) ? 'auto' : undefined,
    devices: devices(profile, context),
  };
}

function firmware({ uuid, machine }: ProfileDefinition): Yaml {
  const { firmware: wanted, smbios } = machine;
  const bootloader: Yaml = wanted.kind === 'uefi' ? { efi: { secureBoot: wanted.secureBoot } } : { bios: {} };
  return { uuid, serial: smbios?.serial || undefined, bootloader };
}

function clock(hyperv: readonly HypervFlag[], offset: 'utc' | 'localtime'): Yaml {
  return {
    // KubeVirt knows time zones by name, and this host's own is not asked for.
    ...(offset === 'utc' && { utc: {} }),
    timer: {
      hpet: { present: false },
      pit: { tickPolicy: 'delay' },
      rtc: { tickPolicy: 'catchup' },
      hyperv: hyperv.includes('hv-time') ? {} : undefined,
    },
  };
}

const HYPERV = {
  'hv-relaxed': 'relaxed',
  'hv-vapic': 'vapic',
  'hv-vpindex': 'vpindex',
  'hv-runtime': 'runtime',
  'hv-synic': 'synic',
  'hv-reset': 'reset',
  'hv-frequencies': 'frequencies',
  'hv-reenlightenment': 'reenlightenment',
  'hv-tlbflush': 'tlbflush',
  'hv-ipi': 'ipi',
  'hv-evmcs': 'evmcs',
} as const;

/** Hints that KubeVirt has no field for. `hv-time` is a timer there. */
export const HYPERV_WITHOUT_FIELD: readonly HypervFlag[] = ['hv-tlbflush-ext', 'hv-xmm-input', 'hv-avic'];

function features({ machine, cpu }: ProfileDefinition, flags: readonly HypervFlag[]): Yaml {
  const simple = Object.entries(HYPERV).filter(([flag]) => flags.includes(flag as HypervFlag));
  const hyperv: Record<string, Yaml> = Object.fromEntries(simple.map(([, name]) => [name, {}]));
  if (flags.includes('hv-spinlocks')) hyperv.spinlocks = { spinlocks: 8191 };
  if (flags.includes('hv-stimer')) {
    hyperv.synictimer = flags.includes('hv-stimer-direct') ? { direct: {} } : {};
  }
  if (cpu.vendorId) hyperv.vendorid = { vendorid: cpu.vendorId };
  const secure = machine.firmware.kind === 'uefi' && machine.firmware.secureBoot;
  return {
    acpi: {},
    smm: secure ? {} : undefined,
    kvm: cpu.hideHypervisor ? { hidden: true } : undefined,
    hyperv: Object.keys(hyperv).length > 0 ? hyperv : undefined,
  };
}

function devices(profile: ProfileDefinition, { gpu: functions }: ExportContext): Yaml {
  const { machine, input, display, gpu } = profile;
  const [card] = functions;
  return {
    disks: optional([...disks(profile), ...discs(profile)]),
    interfaces: optional(profile.nics.map((_, index) => networkCard(profile, index))),
    gpus: gpu.wanted && card ? [{ name: 'gpu0', deviceName: gpuResource(card.vendorId, card.name) }] : undefined,
    inputs: input.pointer === 'tablet' ? [{ name: 'tablet', type: 'tablet', bus: 'usb' }] : undefined,
    autoattachGraphicsDevice: hasVirtualScreen(display),
    autoattachMemBalloon: false,
    tpm: machine.tpm ? { persistent: true } : undefined,
    watchdog: machine.watchdog
      ? { name: 'watchdog', i6300esb: { action: watchdogAction(machine.watchdog) } }
      : undefined,
  };
}

/** KubeVirt's own words are poweroff, reset and shutdown. */
export function watchdogAction(action: NonNullable<ProfileDefinition['machine']['watchdog']>): string {
  return action === 'reset' ? 'reset' : 'poweroff';
}

function disks(profile: ProfileDefinition): Yaml[] {
  return profile.disks.map((disk, index) => ({
    name: `disk${index}`,
    disk: { bus: busOf(disk), readonly: disk.readOnly ? true : undefined },
    cache: disk.cache === 'directsync' ? 'none' : disk.cache,
    serial: disk.serial ?? undefined,
    bootOrder: bootOrder(profile, `disk${index}`),
  }));
}

/** NVMe is not offered; a guest that has a driver for it has one for virtio or SATA. */
function busOf({ bus }: Disk): string {
  return bus === 'nvme' ? 'sata' : bus;
}

function discs(profile: ProfileDefinition): Yaml[] {
  return profile.cdroms.flatMap(({ iso }, index) =>
    iso === null
      ? []
      : { name: `cd${index}`, cdrom: { bus: 'sata', readonly: true }, bootOrder: bootOrder(profile, `cd${index}`) },
  );
}

function networkCard(profile: ProfileDefinition, index: number): Yaml {
  const { mac, model, connection } = profile.nics[index] as ProfileDefinition['nics'][number];
  const forwards = 'forwards' in connection ? connection.forwards : [];
  const ports = new Map(
    forwards.map(({ guestPort, protocol }) => [`${guestPort}/${protocol}`, { guestPort, protocol }]),
  );
  return {
    name: `nic${index}`,
    model,
    macAddress: mac,
    ...(index === 0 ? { masquerade: {} } : { bridge: {} }),
    ports:
      index === 0
        ? optional(
            [...ports.values()].map(({ guestPort, protocol }) => ({
              port: guestPort,
              protocol: protocol.toUpperCase(),
            })),
          )
        : undefined,
    bootOrder: bootOrder(profile, `nic${index}`),
  };
}

const VENDORS: ReadonlyMap<string, string> = new Map([
  ['10de', 'nvidia.com'],
  ['1002', 'amd.com'],
  ['8086', 'intel.com'],
]);

/** A resource name as device plugins make them: `nvidia.com/GEFORCE_GTX_1650_MOBILE`. */
export function gpuResource(vendorId: string, name: string): string {
  const plain = name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  return `${VENDORS.get(vendorId) ?? 'example.com'}/${plain || 'GPU'}`;
}

function bootOrder({ boot }: ProfileDefinition, name: string): number | undefined {
  const place = boot.indexOf(name);
  return place < 0 ? undefined : place + 1;
}

function optional(list: readonly Yaml[]): readonly Yaml[] | undefined {
  return list.length > 0 ? list : undefined;
}
