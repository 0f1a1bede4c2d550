import type { PciAddress } from '../pci/address';
import type { ProblemFacts } from '../problem';

/** Facts of every finding about the host; its words stand in words/findings.ts, and a missing one does not compile. */
export interface FindingFacts {
  /** Another program switches this GPU too. */
  'gpu.other-master': { program: string };
  /** A udev rule takes functions of the GPU off the bus as they appear. */
  'gpu.udev-removes': { file: string };
  /** vfio-pci was told to take every card of this kind at boot: the host never gets it back by itself. */
  'gpu.static-vfio': { where: string; ids: string };
  /** bbswitch is loaded where the kernel manages the port's power. */
  'gpu.bbswitch-beside-runtime-pm': Record<string, never>;
  /** acpi_call runs what a person named, unchecked. */
  'gpu.acpi-call': Record<string, never>;
  /** The kernel knows no way to reset it. */
  'gpu.no-reset': { address: PciAddress };
  /** Endpoints beside the GPU's slot that go to the machine's side with it. */
  'gpu.takes-along': { names: readonly string[] };
  /** The machine starts on battery, as its profile allows with a warning. */
  'gpu.on-battery': { percent: number };
  /** What is in a drive is not the image of a disc, or only a part of one. */
  'disc.none': ProblemFacts['disc.none'];
  'disc.cut-short': ProblemFacts['disc.cut-short'];
  /** Taking an AMD GPU from a running driver has crashed hosts. */
  'gpu.amdgpu-unbind': Record<string, never>;
  /** Console text on the GPU's framebuffer goes away with it. */
  'gpu.console': { name: string };
}

export type FindingCode = keyof FindingFacts;

/** Something about the host that a person should know: `warning` may go wrong, `info` is good to know. */
export type Finding = {
  [Code in FindingCode]: {
    readonly code: Code;
    readonly severity: 'warning' | 'info';
    readonly facts: FindingFacts[Code];
  };
}[FindingCode];

export function finding<Code extends FindingCode>(
  code: Code,
  severity: Finding['severity'],
  facts: FindingFacts[Code],
): Finding {
  return { code, severity, facts } as Finding;
}
