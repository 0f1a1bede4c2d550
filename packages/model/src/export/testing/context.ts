import { pciAddress } from '../../pci/address';
import { HYPERV_FLAGS } from '../../profile/cpu';
import type { ProfileDefinition } from '../../profile/definition';
import type { QemuCapabilities } from '../../qemu/capabilities';
import type { ExportContext, ExportFunction } from '../context';

const CARD: readonly ExportFunction[] = [
  ['0000:01:00.0', 'GeForce GTX 1650 Mobile', '1f91'],
  ['0000:01:00.1', 'GeForce GTX 1650 Audio', '10fa'],
].map(([address = '', name = '', deviceId = '']) => ({
  address: pciAddress(address),
  name,
  vendorId: '10de',
  deviceId,
  subsystemVendorId: '1028',
  subsystemDeviceId: '07b1',
}));

/** A QEMU 7.2 with everything that Debian's packages have. */
const CAN: QemuCapabilities = {
  version: '7.2.22',
  machineTypes: ['pc-q35-7.2', 'pc-q35-7.1', 'pc-q35-6.0'],
  deprecatedMachineTypes: [],
  cpuModels: ['host', 'max', 'qemu64', 'Skylake-Client-v1', 'EPYC'],
  devices: ['virtio-vga', 'qxl-vga', 'VGA', 'nvme', 'usb-host', 'vfio-pci', 'i6300esb', 'pvpanic-pci', 'ivshmem-plain'],
  deviceProperties: { 'usb-host': ['guest-reset', 'guest-resets-all'], 'hda-output': ['audiodev'] },
  netdevs: ['user', 'tap', 'stream'],
  audiodevs: ['none', 'alsa', 'pa', 'spice'],
  objects: ['iothread', 'input-linux', 'memory-backend-file'],
  chardevs: ['socket', 'file', 'spicevmc'],
  options: ['spice', 'acpitable'],
  commands: [],
  cpuFlags: [...HYPERV_FLAGS],
  sandbox: true,
  aio: ['threads', 'native'],
};

/** What the agent of a laptop with one card and no KVM would give with this profile. */
export function exportContext(profile: ProfileDefinition, changed: Partial<ExportContext> = {}): ExportContext {
  const { firmware } = profile.machine;
  const secureBoot = firmware.kind === 'uefi' && firmware.secureBoot;
  const uefi = { code: `/usr/share/OVMF/OVMF_CODE_4M${secureBoot ? '.ms' : ''}.fd`, vars: '/vars.fd', secureBoot };
  const gpu = profile.gpu.wanted ? CARD : [];
  const socket = (name: string) => `/run/baton/machines/a/${name}.sock`;
  return {
    binary: '/usr/bin/qemu-system-x86_64',
    facts: {
      accelerator: 'tcg',
      can: CAN,
      cpuVendor: 'intel',
      uefi: firmware.kind === 'uefi' ? uefi : null,
      sockets: {
        qmp: socket('qmp'),
        rescue: socket('rescue'),
        vnc: socket('vnc'),
        spice: socket('spice'),
        agent: socket('agent'),
        tpm: null,
      },
      serialLog: '/run/baton/machines/a/serial.log',
      pidFile: '/run/baton/machines/a/qemu.pid',
      hugepagePath: null,
      nics: {},
      lookingGlassPath: null,
      acpiTables: [],
    },
    assignment: gpu.length > 0 ? { kind: 'vfio-pci', functions: gpu } : null,
    gpu,
    pci: [],
    power: { backend: 'bbswitch', calls: null },
    uefiVarsFrom: firmware.kind === 'uefi' ? `/usr/share/OVMF/OVMF_VARS_4M${secureBoot ? '.ms' : ''}.fd` : null,
    acpiTables: [],
    ...changed,
  };
}
