import { profileFindings } from '@baton/model/profile/check';
import { draftOf, type ProfileDefinition, profileDefinitionSchema } from '@baton/model/profile/definition';
import { capabilityFindings } from '@baton/model/qemu/check';
import { qemuArgv } from '@baton/model/qemu/compile';
import { QEMU_9_2 } from '@baton/model/qemu/testing/capabilities';
import { CARD, FACTS } from '@baton/model/qemu/testing/compiling';
import { type Bench, judge } from './bench';
import { median, quantile } from './statistics';

const ROUNDS = 2_000;
const COMPILE_BUDGET_MS = 2;
/** One frame of a screen: a look after each key must not be felt. */
const CHECK_BUDGET_MS = 16;

/** A profile with everything in it to its command line, and the looks that the editor takes at it after each key. */
export const compile: Bench = {
  name: 'compile',
  summary: 'a profile with everything in it to its command line, and the checks that run while typing',
  run: async () => {
    const profile = fullProfile();
    const draft = draftOf(profile);
    const compiled = timed(() => qemuArgv(profile, CARD, FACTS));
    const checked = timed(() => [...profileFindings(draft), ...capabilityFindings(draft, QEMU_9_2, 'kvm')]);
    return [result('compile', compiled, COMPILE_BUDGET_MS), result('check-while-typing', checked, CHECK_BUDGET_MS)];
  },
};

function timed(work: () => readonly unknown[]): number[] {
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    work();
    samples.push(performance.now() - begun);
  }
  return samples;
}

function result(name: string, samples: readonly number[], budgetMs: number) {
  return judge({
    name,
    value: median(samples),
    unit: 'ms',
    reference: { kind: 'budget', what: 'fixed limit', value: budgetMs },
    budget: 1,
    detail: `median of ${ROUNDS}; 99 % below ${quantile(samples, 0.99).toFixed(2)} ms; the first took ${samples[0]?.toFixed(1)} ms`,
  });
}

/** As much as the schema takes of everything. */
function fullProfile(): ProfileDefinition {
  const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
  const buses = ['virtio', 'scsi', 'sata', 'nvme'];
  return profileDefinitionSchema.parse({
    schemaVersion: 2,
    name: 'everything',
    uuid: '6f0c1a0e-1d4e-4f0e-9d0e-6f0c1a0e1d4e',
    guest: 'linux',
    machine: { firmware: { kind: 'uefi', secureBoot: true }, watchdog: 'reset', smbios: { product: 'XPS, 15' } },
    cpu: { sockets: 1, cores: 16, threads: 2, hyperv: { preset: 'windows' }, hideHypervisor: true },
    memory: { sizeMiB: 32_768 },
    gpu: { wanted: true },
    pci: many(8, (n) => ({ address: `0000:0${n + 2}:00.0` })),
    usb: many(16, (n) => ({ select: { by: 'port', bus: 1, port: `1.${n + 1}` } })),
    input: { virtio: true, evdev: many(8, (n) => ({ path: `/dev/input/by-id/usb-${n}` })) },
    disks: many(16, (n) => ({
      source: { kind: 'file', path: `/srv/baton/${n}.qcow2`, format: 'qcow2' },
      bus: buses[n % buses.length],
      serial: `S${n}`,
    })),
    cdroms: many(4, (n) => ({ iso: `/srv/baton/${n}.iso` })),
    nics: many(8, (n) => ({
      mac: `52:54:00:00:00:0${n}`,
      connection: { kind: 'user', forwards: many(32, (at) => ({ hostPort: 2000 + n * 32 + at, guestPort: at + 1 })) },
    })),
    display: { spice: true, card: 'qxl' },
    audio: { backend: 'spice' },
    extraArguments: many(32, () => ['-global', 'ICH9-LPC.noreboot=false']).flat(),
  });
}
