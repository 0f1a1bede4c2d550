import type { FindingView } from '@baton/api/views';
import type { HostHardware } from '@baton/model/host/hardware';
import { fitsHost, spareMiB } from '@baton/model/machine/host-memory';
import { problem } from '@baton/model/problem';
import type { CpuSection } from '@baton/model/profile/cpu';
import { errorAt, warningAt } from '@baton/model/profile/finding';
import type { ProfileFix } from '@baton/model/profile/fix';
import type { Firmware } from '@baton/model/profile/machine';
import { hugepageCount, MEMORY_MIN_MIB } from '@baton/model/profile/memory';
import { vcpuCount } from '@baton/model/profile/vcpus';
import { fix } from './finding';
import type { Look } from './findings';

const PAGE_MIB = { '2M': 2, '1G': 1024 } as const;

/** More than the host has at all can never start; more than is free now may start later. */
export async function memoryFindings(look: Look): Promise<FindingView[]> {
  const { capacity, draft, id, isUp } = look;
  const { totalMiB, availableMiB } = await capacity.memory();
  const wantedMiB = draft.memory.sizeMiB;
  const tooLarge = (ofMiB: number) =>
    problem('memory.too-large', { wantedMiB, availableMiB: spareMiB(wantedMiB, ofMiB) }, 'memory.sizeMiB');
  const pages = await hugepageFindings(look);
  if (!fitsHost(wantedMiB, totalMiB)) return [errorAt(tooLarge(totalMiB), whatFits(totalMiB)), ...pages];
  const upNow = id !== null && isUp(id);
  // Pages that were set aside are no available memory to the kernel: the machine can have them all the same.
  const freeMiB = availableMiB + (await freePagesMiB(look));
  if (fitsHost(wantedMiB, freeMiB) || upNow) return pages;
  return [warningAt(tooLarge(freeMiB), whatFits(freeMiB)), ...pages];
}

/** The largest size that leaves the host its share, in steps that a person would choose. */
function whatFits(ofMiB: number): ProfileFix | undefined {
  const steps = [512, 64, 16];
  for (const step of steps) {
    let size = Math.floor(ofMiB / step) * step;
    while (size >= MEMORY_MIN_MIB && !fitsHost(size, ofMiB)) size -= step;
    if (size >= Math.max(step, MEMORY_MIN_MIB)) return fix('use-what-fits', 'memory.sizeMiB', size);
  }
  return undefined;
}

async function freePagesMiB({ draft: { memory }, hardware }: Look): Promise<number> {
  const { hugepages: size } = memory;
  if (!size) return 0;
  const pool = (await hardware()).hugepages.find((each) => each.size === size);
  return (pool?.free ?? 0) * PAGE_MIB[size];
}

async function hugepageFindings({ draft: { memory }, hardware, root }: Look): Promise<FindingView[]> {
  const { hugepages: size } = memory;
  if (!size) return [];
  const ordinary = fix('use-ordinary-memory', 'memory.hugepages', null);
  const pool = (await hardware()).hugepages.find((each) => each.size === size);
  const wanted = hugepageCount(memory);
  const short = (got: number) => problem('hugepages.short', { size, wanted, got }, 'memory.hugepages');
  if (!pool) return [errorAt(short(0), ordinary)];
  if (root) return [];
  if (!pool.mountPoint) return [errorAt(problem('hugepages.not-mounted', { size }, 'memory.hugepages'), ordinary)];
  return pool.free < wanted ? [errorAt(short(pool.free), ordinary)] : [];
}

export async function cpuFindings(look: Look): Promise<FindingView[]> {
  const { capacity, draft } = look;
  const findings = await pinningFindings(look);
  const wanted = vcpuCount(draft.cpu);
  const hostCpus = capacity.cpus;
  if (wanted <= hostCpus) return findings;
  return [
    errorAt(problem('vcpus.too-many', { wanted, hostCpus }, 'cpu.cores'), asManyAs(hostCpus, draft.cpu)),
    ...findings,
  ];
}

function asManyAs(hostCpus: number, { threads }: CpuSection): ProfileFix {
  const kept = threads <= hostCpus ? threads : 1;
  return {
    label: 'use-what-fits',
    set: [
      { path: 'cpu.sockets', value: 1 },
      { path: 'cpu.cores', value: Math.max(1, Math.floor(hostCpus / kept)) },
      { path: 'cpu.threads', value: kept },
    ],
  };
}

/** Threads can only be put where the host has a CPU that is on. */
async function pinningFindings({ draft: { cpu }, hardware, capacity }: Look): Promise<FindingView[]> {
  const { pinning } = cpu;
  if (!pinning) return [];
  const online = new Set((await hardware()).cpu.threads.map((thread) => thread.cpu));
  const at = (path: string, list: readonly number[]): FindingView[] => {
    const missing = list.find((each) => !online.has(each));
    if (missing === undefined) return [];
    const found = problem('cpu.not-on-host', { cpu: missing, hostCpus: capacity.cpus }, path);
    return [
      errorAt(
        found,
        fix(
          'take-off-list',
          path,
          list.filter((each) => online.has(each)),
        ),
      ),
    ];
  };
  return [
    ...pinning.vcpus.flatMap((list, vcpu) => at(`cpu.pinning.vcpus.${vcpu}`, list)),
    ...at('cpu.pinning.emulator', pinning.emulator),
    ...at('cpu.pinning.iothreads', pinning.iothreads),
  ];
}

export async function firmwareFindings({ draft, installation, hardware }: Look): Promise<FindingView[]> {
  const { firmware } = draft.machine;
  const tpm = draft.machine.tpm && !(await hardware()).tpm;
  const findings = tpm
    ? [errorAt(problem('tpm.missing', {}, 'machine.tpm'), fix('turn-off', 'machine.tpm', false))]
    : [];
  if (firmware.kind === 'bios' || (await installation.firmware(firmware))) return findings;
  const { secureBoot, flash } = firmware;
  const facts = { secureBoot, flash: flash === 'auto' ? ('any' as const) : flash };
  const there = fix('use-what-is-there', 'machine.firmware', nearest(firmware, await hardware()));
  return [...findings, errorAt(problem('qemu.firmware-kind-missing', facts, 'machine.firmware'), there)];
}

/** Of what is installed: the same keys before the same size, and a BIOS where there is no UEFI at all. */
function nearest({ secureBoot }: Extract<Firmware, { kind: 'uefi' }>, { firmware }: HostHardware): Firmware {
  const pick = firmware.find((each) => each.secureBoot === secureBoot) ?? firmware[0];
  return pick ? { kind: 'uefi', secureBoot: pick.secureBoot, flash: 'auto' } : { kind: 'bios' };
}
