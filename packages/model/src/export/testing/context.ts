import { pciAddress } from '../../pci/address';
import type { ProfileDefinition } from '../../profile/definition';
import { QEMU_7_2 } from '../../qemu/testing/capabilities';
import type { ExportContext, ExportFunction } from '../context';

/** A card with its sound, as laptops have it. */
export const CARD: readonly ExportFunction[] = [
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
      can: QEMU_7_2,
      cpuVendor: 'intel',
      uefi: firmware.kind === 'uefi' ? uefi : null,
      sockets: {
        qmp: socket('qmp'),
        rescue: socket('rescue'),
        vnc: socket('vnc'),
        spice: socket('spice'),
        agent: socket('agent'),
        serial: socket('serial'),
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
