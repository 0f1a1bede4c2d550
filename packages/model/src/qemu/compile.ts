import type { ProfileDefinition } from '../profile/definition';
import type { QemuArgument } from './argument';
import type { GpuAssignment } from './assignment';
import type { Section } from './emit';
import type { QemuFacts } from './facts';
import { audio } from './sections/audio';
import { cdroms } from './sections/cdroms';
import { consoles, guestChannels, monitors } from './sections/channels';
import { cpu } from './sections/cpu';
import { disks } from './sections/disks';
import { screen } from './sections/display';
import { extra } from './sections/extra';
import { firmware } from './sections/firmware';
import { gpuDevices } from './sections/gpu';
import { identity } from './sections/identity';
import { input } from './sections/input';
import { lookingGlass } from './sections/looking-glass';
import { machine } from './sections/machine';
import { memory } from './sections/memory';
import { nics } from './sections/nics';
import { hostPci } from './sections/pci';
import { policy } from './sections/policy';
import { rootPorts } from './sections/ports';
import { tpm } from './sections/tpm';
import { usb } from './sections/usb';
import { watchdog } from './sections/watchdog';

/** In QEMU's own order: ports before what stands behind them, back ends before their devices, a person's own words last. */
const SECTIONS: readonly Section[] = [
  identity,
  machine,
  cpu,
  memory,
  firmware,
  policy,
  rootPorts,
  screen,
  gpuDevices,
  hostPci,
  disks,
  cdroms,
  nics,
  usb,
  input,
  audio,
  lookingGlass,
  tpm,
  watchdog,
  guestChannels,
  consoles,
  monitors,
  extra,
];

/**
 * The whole command line of a machine, without the binary, each argument with its reason. Everything that carries a person's text is
 * JSON or has its commas doubled, so that no name or path can become an option. Where this QEMU cannot do what the profile says and
 * there is something near it, that is taken (a silent sound card, a plain screen): check.ts tells it while the profile is edited.
 */
export function qemuArguments(
  profile: ProfileDefinition,
  gpu: GpuAssignment | null,
  facts: QemuFacts,
): readonly QemuArgument[] {
  return SECTIONS.flatMap((section) => section({ profile, gpu, facts }));
}

/** The same as one flat list of words. */
export function qemuArgv(profile: ProfileDefinition, gpu: GpuAssignment | null, facts: QemuFacts): string[] {
  return qemuArguments(profile, gpu, facts).flatMap(({ words }) => words);
}
