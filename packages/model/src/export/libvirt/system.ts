import type { CpuSection, HypervFlag } from '../../profile/cpu';
import type { ProfileDefinition } from '../../profile/definition';
import { vcpuCount } from '../../profile/vcpus';
import { type ExportContext, machineTypeOf } from '../context';
import { element, type XmlNode } from './xml';

/** Memory, processors and what they are pinned to. */
export function resources({ memory, cpu }: ProfileDefinition, iothreads: number): XmlNode[] {
  const { hugepages, lock, sizeMiB } = memory;
  const page = hugepages && element('page', hugepages === '2M' ? { size: 2, unit: 'M' } : { size: 1, unit: 'G' });
  const backing = element('memoryBacking', {}, page && element('hugepages', {}, page), lock && element('locked'));
  return [
    element('memory', { unit: 'MiB' }, String(sizeMiB)),
    element('currentMemory', { unit: 'MiB' }, String(sizeMiB)),
    ...(backing.content.length > 0 ? [backing] : []),
    element('vcpu', { placement: 'static' }, String(vcpuCount(cpu))),
    ...(iothreads > 0 ? [element('iothreads', {}, String(iothreads))] : []),
    ...pinning(cpu, iothreads),
  ];
}

function pinning({ pinning }: CpuSection, iothreads: number): XmlNode[] {
  if (!pinning) return [];
  const set = (cpus: readonly number[]) => cpus.join(',');
  const tune = element(
    'cputune',
    {},
    pinning.vcpus.flatMap((cpus, vcpu) => (cpus.length > 0 ? element('vcpupin', { vcpu, cpuset: set(cpus) }) : [])),
    pinning.emulator.length > 0 && element('emulatorpin', { cpuset: set(pinning.emulator) }),
    pinning.iothreads.length > 0 &&
      Array.from({ length: iothreads }, (_, n) =>
        element('iothreadpin', { iothread: n + 1, cpuset: set(pinning.iothreads) }),
      ),
  );
  return tune.content.length > 0 ? [tune] : [];
}

/** SMBIOS type 1 as libvirt names its entries. */
export function sysinfo({ machine }: ProfileDefinition): XmlNode[] {
  if (!machine.smbios) return [];
  const entries = Object.entries(machine.smbios).flatMap(([name, value]) =>
    value ? element('entry', { name }, value) : [],
  );
  return entries.length > 0 ? [element('sysinfo', { type: 'smbios' }, element('system', {}, ...entries))] : [];
}

/** Firmware by path, with the variable store copied from the machine's own at the first start; by feature where no path is known. */
export function os(profile: ProfileDefinition, context: ExportContext): XmlNode {
  const { uefi } = context.facts;
  const { firmware, bootMenu } = profile.machine;
  const wanted = firmware.kind === 'uefi';
  const secure = wanted && firmware.secureBoot;
  const byFeature = wanted && !uefi;
  const feature = (name: string) => element('feature', { enabled: secure ? 'yes' : 'no', name });
  const loader = { readonly: 'yes', secure: secure ? 'yes' : undefined, type: 'pflash' };
  return element(
    'os',
    byFeature ? { firmware: 'efi' } : {},
    element('type', { arch: 'x86_64', machine: machineTypeOf(profile, context) }, 'hvm'),
    byFeature && element('firmware', {}, feature('secure-boot'), feature('enrolled-keys')),
    wanted && uefi && element('loader', loader, uefi.code),
    wanted && uefi && element('nvram', { template: context.uefiVarsFrom ?? undefined }),
    element('bootmenu', { enable: bootMenu ? 'yes' : 'no' }),
    sysinfo(profile).length > 0 && element('smbios', { mode: 'sysinfo' }),
  );
}

export function features({ machine, cpu }: ProfileDefinition, hyperv: readonly HypervFlag[]): XmlNode {
  const secure = machine.firmware.kind === 'uefi' && machine.firmware.secureBoot;
  const enlightenments = hypervElements(hyperv, cpu.vendorId);
  return element(
    'features',
    {},
    element('acpi'),
    element('apic'),
    enlightenments.length > 0 && element('hyperv', { mode: 'custom' }, ...enlightenments),
    cpu.hideHypervisor && element('kvm', {}, element('hidden', { state: 'on' })),
    element('vmport', { state: 'off' }),
    secure && element('smm', { state: 'on' }),
  );
}

/** Enlightenments that libvirt 9 has no element for. */
export const HYPERV_WITHOUT_ELEMENT: readonly HypervFlag[] = ['hv-tlbflush-ext', 'hv-xmm-input'];

/** Elements in the order of libvirt's documentation. */
const HYPERV_ELEMENTS = {
  'hv-relaxed': 'relaxed',
  'hv-vapic': 'vapic',
  'hv-spinlocks': 'spinlocks',
  'hv-vpindex': 'vpindex',
  'hv-runtime': 'runtime',
  'hv-synic': 'synic',
  'hv-stimer': 'stimer',
  'hv-reset': 'reset',
  'hv-frequencies': 'frequencies',
  'hv-reenlightenment': 'reenlightenment',
  'hv-tlbflush': 'tlbflush',
  'hv-ipi': 'ipi',
  'hv-evmcs': 'evmcs',
  'hv-avic': 'avic',
} as const;

/** QEMU's 0x1fff tries before a spinning guest gives up its processor. */
const SPINLOCK_RETRIES = 0x1fff;

function hypervElements(flags: readonly HypervFlag[], vendorId: string | null): XmlNode[] {
  const on = Object.entries(HYPERV_ELEMENTS).filter(([flag]) => flags.includes(flag as HypervFlag));
  return [
    ...on.map(([flag, name]) => {
      if (flag === 'hv-spinlocks') return element(name, { state: 'on', retries: SPINLOCK_RETRIES });
      const direct = flag === 'hv-stimer' && flags.includes('hv-stimer-direct');
      return element(name, { state: 'on' }, direct && element('direct', { state: 'on' }));
    }),
    ...(vendorId ? [element('vendor_id', { state: 'on', value: vendorId })] : []),
  ];
}

/** `host` is the host's own processor; where there is no KVM, the most that QEMU can do. */
export function cpu({ cpu }: ProfileDefinition, { facts: { accelerator, cpuVendor } }: ExportContext): XmlNode {
  const { model, sockets, cores, threads } = cpu;
  const topology = element('topology', { sockets, dies: 1, cores, threads });
  const features = cpu.features.map((text) =>
    element('feature', { policy: text.startsWith('+') ? 'require' : 'disable', name: text.slice(1) }),
  );
  const topoext =
    cpuVendor === 'amd' && threads > 1 && !cpu.features.some((text) => text.slice(1) === 'topoext')
      ? [element('feature', { policy: 'require', name: 'topoext' })]
      : [];
  if (model === 'host' && accelerator === 'kvm') {
    const mode = { mode: 'host-passthrough', check: 'none', migratable: 'off' };
    return element('cpu', mode, topology, ...features, ...topoext);
  }
  if (model === 'host' || model === 'max') {
    return element('cpu', { mode: 'maximum', check: 'none', migratable: 'off' }, topology, ...features);
  }
  const named = element('model', { fallback: 'forbid' }, model);
  return element('cpu', { mode: 'custom', match: 'exact', check: 'none' }, named, topology, ...features);
}

/** Windows keeps local time; the timers are those that lose no ticks and wake the host least. */
export function clock({ machine }: ProfileDefinition, hyperv: readonly HypervFlag[]): XmlNode {
  return element(
    'clock',
    { offset: machine.clock },
    element('timer', { name: 'rtc', tickpolicy: 'catchup' }),
    element('timer', { name: 'pit', tickpolicy: 'delay' }),
    element('timer', { name: 'hpet', present: machine.hpet ? 'yes' : 'no' }),
    hyperv.includes('hv-time') && element('timer', { name: 'hypervclock', present: 'yes' }),
  );
}

/** What the guest's end, restart and crash lead to. */
export function lifecycle({ machine }: ProfileDefinition): XmlNode[] {
  const sleep = { enabled: machine.sleep ? 'yes' : 'no' };
  return [
    element('on_poweroff', {}, 'destroy'),
    element('on_reboot', {}, machine.onReboot === 'reset' ? 'restart' : 'destroy'),
    element('on_crash', {}, machine.onPanic === 'pause' ? 'preserve' : 'destroy'),
    element('pm', {}, element('suspend-to-mem', sleep), element('suspend-to-disk', sleep)),
  ];
}
