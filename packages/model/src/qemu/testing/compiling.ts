import { pciAddress } from '../../pci/address';
import { type ProfileDefinition, profileDefinitionSchema } from '../../profile/definition';
import type { GpuAssignment } from '../assignment';
import type { QemuFacts } from '../facts';
import type { Json } from '../option-text';
import { QEMU_7_2 } from './capabilities';

/** A profile with what is given and everything else as it begins. */
export function profileWith(change: Readonly<Record<string, unknown>> = {}): ProfileDefinition {
  return profileDefinitionSchema.parse({
    schemaVersion: 2,
    name: 'win10',
    uuid: '6f0c1a0e-1d4e-4f0e-9d0e-6f0c1a0e1d4e',
    memory: { sizeMiB: 512 },
    ...change,
  });
}

export const FACTS: QemuFacts = {
  accelerator: 'tcg',
  can: QEMU_7_2,
  cpuVendor: 'intel',
  uefi: null,
  sockets: {
    qmp: '/run/m/qmp.sock',
    rescue: '/run/m/aux.sock',
    vnc: '/run/m/vnc.sock',
    spice: '/run/m/spice.sock',
    agent: '/run/m/agent.sock',
    serial: '/run/m/ser.sock',
    tpm: null,
  },
  serialLog: '/run/m/serial.log',
  pidFile: '/run/m/qemu.pid',
  hugepagePath: null,
  nics: {},
  lookingGlassPath: null,
  acpiTables: [],
};

/** Both functions of the card of the guide's laptop. */
export const CARD: GpuAssignment = {
  kind: 'vfio-pci',
  functions: [
    { address: pciAddress('0000:01:00.1'), subsystemVendorId: '1028', subsystemDeviceId: '07b1' },
    { address: pciAddress('0000:01:00.0'), subsystemVendorId: '1028', subsystemDeviceId: '07b1' },
  ],
};

/** Everything that was given as JSON. */
export function jsonOf(argv: readonly string[]): Json[] {
  return argv.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as Json);
}

/** The device, node or object of that name. */
export function withId(argv: readonly string[], id: string): Json | undefined {
  return jsonOf(argv).find((json) => json.id === id || json['node-name'] === id);
}

/** The value of the first option of that name. */
export function optionOf(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
}

/** The values of all options of that name. */
export function optionsOf(argv: readonly string[], name: string): string[] {
  return argv.flatMap((word, at) => (argv[at - 1] === name ? [word] : []));
}
