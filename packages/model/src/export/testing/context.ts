import { pciAddress } from '../../pci/address';
import type { ProfileDefinition } from '../../profile/definition';
import { type ExportContext, type ExportFunction, standalonePaths } from '../context';

const CARD: readonly ExportFunction[] = [
  ['0000:01:00.0', 'GeForce GTX 1650 Mobile', '1f91', 'nvidia'],
  ['0000:01:00.1', 'GeForce GTX 1650 Audio', '10fa', 'snd_hda_intel'],
].map(([address = '', name = '', deviceId = '', hostDriver = '']) => ({
  address: pciAddress(address),
  name,
  vendorId: '10de',
  deviceId,
  subsystemVendorId: '1028',
  subsystemDeviceId: '07b1',
  hostDriver,
}));

/** What the agent of a laptop with one card and no KVM would give with this profile. */
export function exportContext(profile: ProfileDefinition, changed: Partial<ExportContext> = {}): ExportContext {
  const paths = standalonePaths(profile.name);
  const secureBoot = profile.machine.firmware.kind === 'uefi' && profile.machine.firmware.secureBoot;
  const firmware = secureBoot ? 'OVMF_CODE_4M.ms.fd' : 'OVMF_CODE_4M.fd';
  return {
    binary: '/usr/bin/qemu-system-x86_64',
    accelerator: 'tcg',
    cpuVendor: 'intel',
    machineType: profile.machine.type ?? 'pc-q35-7.2',
    arguments: [],
    paths,
    gpu: profile.gpu.wanted ? CARD : [],
    pci: [],
    power: { backend: 'bbswitch', calls: null },
    uefi:
      profile.machine.firmware.kind === 'uefi'
        ? {
            code: `/usr/share/OVMF/${firmware}`,
            vars: `${paths.state}/vars.fd`,
            varsFrom: '/usr/share/OVMF/OVMF_VARS_4M.fd',
            secureBoot,
          }
        : null,
    nics: {},
    acpiTables: [],
    ...changed,
  };
}
