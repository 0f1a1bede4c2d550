import { problem } from '../problem';
import { deviceDoubles } from './check-doubles';
import { networkDoubles } from './check-network';
import { VCPUS_MAX } from './cpu';
import type { ProfileDraft } from './definition';
import { hasVirtualScreen } from './display';
import { errorAt, type ProfileFinding, warningAt } from './finding';
import type { ProfileFix } from './fix';
import { vcpuCount } from './vcpus';

/** What in a draft does not go together, on whatever host. Pure and fast: it runs with every key that is pressed. */
export function profileFindings(draft: ProfileDraft): readonly ProfileFinding[] {
  return [
    ...cpuFindings(draft),
    ...bootFindings(draft),
    ...diskFindings(draft),
    ...deviceDoubles(draft),
    ...networkDoubles(draft),
    ...screenFindings(draft),
    ...gpuFindings(draft),
  ];
}

function cpuFindings({ cpu }: ProfileDraft): ProfileFinding[] {
  const vcpus = vcpuCount(cpu);
  if (vcpus > VCPUS_MAX) {
    const cores = Math.max(1, Math.floor(VCPUS_MAX / cpu.threads));
    const found = problem('unfit.topology', { vcpus, most: VCPUS_MAX }, 'cpu.cores');
    return [errorAt(found, fix('use-what-fits', ['cpu.sockets', 1], ['cpu.cores', cores]))];
  }
  return cpu.pinning ? pinningFindings(cpu.pinning.vcpus, vcpus) : [];
}

function pinningFindings(places: readonly (readonly number[])[], vcpus: number): ProfileFinding[] {
  const findings: ProfileFinding[] = [];
  if (places.length !== vcpus) {
    const fitted = Array.from({ length: vcpus }, (_, vcpu) => places[vcpu] ?? []);
    const found = problem('unfit.pinning', { lists: places.length, vcpus }, 'cpu.pinning.vcpus');
    findings.push(warningAt(found, fix('use-what-fits', ['cpu.pinning.vcpus', fitted])));
  }
  // Several CPUs for several vCPUs is a group; one CPU for two of them means that they take turns.
  const single = places.flatMap((list) => (list.length === 1 ? list : []));
  for (const cpu of doubles(single)) {
    findings.push(warningAt(problem('cpu.pinned-twice', { cpu }, 'cpu.pinning.vcpus')));
  }
  return findings;
}

function bootFindings({ boot, disks, cdroms, nics }: ProfileDraft): ProfileFinding[] {
  const counts = { disk: disks.length, cd: cdroms.length, nic: nics.length };
  const isThere = (entry: string) => {
    const [, kind, index] = /^(disk|cd|nic)(\d+)$/.exec(entry) ?? [];
    return Number(index) < counts[kind as keyof typeof counts];
  };
  const kept = boot.filter((entry, at) => isThere(entry) && boot.indexOf(entry) === at);
  const off = fix('take-off-list', ['boot', kept]);
  // The two that every draft begins with are no mistake of anybody's: a machine without a disk boots from what is left.
  const asked = (entry: string) => entry !== 'disk0' && entry !== 'cd0';
  return boot
    .filter((entry) => !isThere(entry) && asked(entry))
    .map((entry) => errorAt(problem('boot.unknown', { entry }, 'boot'), off));
}

function diskFindings({ disks }: ProfileDraft): ProfileFinding[] {
  return disks.flatMap(({ bus, readOnly, iothread }, n) => [
    ...(bus === 'sata' && readOnly
      ? [
          errorAt(
            problem('unfit.read-only', { bus }, `disks.${n}.readOnly`),
            fix('use-what-fits', [`disks.${n}.bus`, 'virtio']),
          ),
        ]
      : []),
    ...(iothread && (bus === 'sata' || bus === 'nvme')
      ? [
          warningAt(
            problem('unfit.iothread', { bus }, `disks.${n}.iothread`),
            fix('turn-off', [`disks.${n}.iothread`, false]),
          ),
        ]
      : []),
  ]);
}

function screenFindings({ display, gpu, audio }: ProfileDraft): ProfileFinding[] {
  const dark = !hasVirtualScreen(display) && !gpu.wanted;
  const mute = audio.backend === 'spice' && !display.spice;
  return [
    ...(dark
      ? [warningAt(problem('unfit.no-screen', {}, 'display.stage'), fix('use-what-fits', ['display.stage', 'install']))]
      : []),
    ...(mute
      ? [
          warningAt(
            problem('unfit.spice-sound', {}, 'audio.backend'),
            fix('add-what-it-needs', ['display.spice', true]),
          ),
        ]
      : []),
  ];
}

function gpuFindings({ gpu, machine, muxless }: ProfileDraft): ProfileFinding[] {
  const noRom = muxless.romTable && gpu.romFile === null;
  return [
    ...(noRom
      ? [errorAt(problem('unfit.rom-table', {}, 'muxless.romTable'), fix('turn-off', ['muxless.romTable', false]))]
      : []),
    ...(gpu.wanted && machine.sleep
      ? [warningAt(problem('unfit.guest-sleep', {}, 'machine.sleep'), fix('turn-off', ['machine.sleep', false]))]
      : []),
  ];
}

function doubles<T>(list: readonly T[]): T[] {
  return [...new Set(list.filter((each, at) => list.indexOf(each) !== at))];
}

function fix(label: ProfileFix['label'], ...set: readonly (readonly [path: string, value: unknown])[]): ProfileFix {
  return { label, set: set.map(([path, value]) => ({ path, value })) };
}
