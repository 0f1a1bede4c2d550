import type { GpuView, HostView } from '@baton/api/views';
import { acceleratorWords, findingWords, powerBackendWords } from '@baton/model/describe';
import type { Finding as HostFinding } from '@baton/model/host/finding';
import type { Problem } from '@baton/model/problem';
import { problemWords } from '@/lib/problem';

/** One fact about this host that matters for lending the GPU or for running machines. */
export interface Finding {
  readonly id: string;
  /** `info`: nothing is wrong, and it is good to know. */
  readonly verdict: 'fail' | 'warn' | 'info' | 'pass';
  readonly name: string;
  /** What was found, in one line. */
  readonly found: string;
  /** What to do about it. */
  readonly next?: string;
}

const ORDER = { fail: 0, warn: 1, info: 2, pass: 3 };

/** Without one of these a machine cannot start at all. */
const STOPS_MACHINES: ReadonlySet<Problem['code']> = new Set(['qemu.missing', 'qemu-img.missing']);

/** These come and go with normal use: the GPU's own page tells of them. */
const PASSING: ReadonlySet<Problem['code']> = new Set(['gpu.moving', 'gpu.in-guest', 'gpu.held']);

/** What is known of this host, the worst first. Only what the agent has really looked at. `around` = what may disturb a hand-over. */
export function findingsOf(
  host: HostView,
  gpu: GpuView | null,
  around: readonly HostFinding[] = [],
): readonly Finding[] {
  const blockers = (gpu?.blockers ?? []).filter(({ code }) => !PASSING.has(code));
  const found = [
    ...host.problems.map((found) => ofProblem(found, STOPS_MACHINES.has(found.code) ? 'fail' : 'warn')),
    ...blockers
      .filter(({ code }) => !host.problems.some((known) => known.code === code))
      .map((b) => ofProblem(b, 'warn')),
    ...around.map(ofFinding),
    ...(host.qemu ? [pass('qemu', 'QEMU', `Version ${host.qemu.version}, ${host.qemu.path}`)] : []),
    accelerator(host),
    ...(host.storageFolders.length > 0 ? [pass('storage', 'Storage folders', host.storageFolders.join(', '))] : []),
    ...(gpu ? gpuFacts(gpu, blockers) : []),
  ];
  return found.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
}

/** Those that a person should look at. */
export function needsLook(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
}

function gpuFacts(gpu: GpuView, blockers: readonly Problem[]): readonly Finding[] {
  const group = gpu.functions.find(({ address }) => address === gpu.address)?.iommuGroup ?? null;
  const groupBlocked = blockers.some(({ code }) => code.startsWith('iommu.'));
  return [
    pass('gpu', 'Discrete GPU', `${gpu.name}, ${gpu.address}`),
    ...(group === null || groupBlocked ? [] : [pass('iommu', 'IOMMU', `On; the GPU is in group ${group}`)]),
    pass('power', 'Power switch', powerBackendWords(gpu.power.backend)),
  ];
}

function accelerator({ accelerator: { because } }: HostView): Finding {
  const verdict = because === 'no-device' || because === 'self-test-failed' ? 'warn' : 'pass';
  return { id: 'kvm', verdict, name: 'KVM', found: acceleratorWords(because) };
}

function ofProblem(problem: Problem, verdict: 'fail' | 'warn'): Finding {
  const words = problemWords(problem);
  return { id: problem.code, verdict, name: words.title, found: words.what, next: words.next };
}

/** Its id says that nothing here keeps the GPU from being lent. */
function ofFinding(found: HostFinding): Finding {
  const words = findingWords(found);
  const verdict = found.severity === 'warning' ? 'warn' : 'info';
  return { id: `around.${found.code}`, verdict, name: words.title, found: words.what, next: words.next };
}

function pass(id: string, name: string, found: string): Finding {
  return { id, verdict: 'pass', name, found };
}
