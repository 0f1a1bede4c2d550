import type { ProblemFacts } from '../problem';
import { list, sentence } from './phrase';
import type { WordsFor } from './words';

const RECOVER_REFUSED = {
  'in-use': 'is used by a machine or by the host.',
  bbswitch: 'must stay on the bus while bbswitch is loaded: bbswitch would lose it for good.',
  'no-reset': 'has no way to be reset that the kernel knows.',
  'host-has-it': 'is on the host’s driver: that driver resets it by itself.',
} satisfies Record<ProblemFacts['gpu.recover-refused']['because'], string>;

/** The GPU, its IOMMU group, and what became of a hand-over. */
export const GPU_PROBLEMS: WordsFor<'gpu' | 'iommu' | 'handover' | 'power' | 'battery'> = {
  'gpu.none': () => ({
    title: 'No discrete GPU',
    what: 'Baton found no second GPU on this host.',
    next: 'Start the machine without a GPU, or try the simulated laptop with BATON_HOST=simulated.',
  }),
  'gpu.missing': ({ address }) => ({
    title: 'The GPU is not on the bus',
    what: `The kernel does not list ${address}. Another tool may have removed it, or it is switched off in the firmware.`,
    next: 'Rescan the bus, or restart the laptop.',
  }),
  'gpu.drives-display': ({ address, because, connector }) => ({
    title: 'This GPU drives the display',
    what:
      because === 'boot-vga'
        ? `${address} is the boot display. Taking it away would freeze the desktop.`
        : because === 'only-display'
          ? `${address} is the only GPU here. Taking it away would leave no display.`
          : `A screen is connected to ${address}${connector ? ` (${connector})` : ''}. Taking it away would freeze the desktop.`,
    next:
      because === 'connector'
        ? 'Unplug the screen or switch the laptop to hybrid graphics, then try again.'
        : 'Switch the laptop to hybrid graphics in its firmware, then try again.',
  }),
  'gpu.busy': ({ processes }) => ({
    title: 'The GPU is in use',
    what: `${list(processes.map((p) => `${p.command} (pid ${p.pid}, ${p.user})`))} ${processes.length === 1 ? 'has' : 'have'} the GPU open. Taking it away now would hang ${processes.length === 1 ? 'that process' : 'those processes'} and the kernel with it.`,
    next: 'Close it, then try again. Nothing was changed.',
  }),
  'gpu.module-busy': ({ module, words }) => ({
    title: `The driver ${module} is in use`,
    what: `The kernel would not unload ${module}: ${sentence(words)}`,
    next: 'Close the programs that use the GPU, then try again. Nothing was changed.',
  }),
  'gpu.held': ({ holderName, wantedBy }) => ({
    title: `${holderName} holds the GPU`,
    what: `The GPU can be lent to one machine at a time, and ${holderName} has it. ${wantedBy} wants it too.`,
    next: `Switch to ${wantedBy}, start ${wantedBy} without the GPU, or leave things as they are.`,
  }),
  'gpu.moving': () => ({
    title: 'The GPU is moving',
    what: 'A hand-over is under way.',
    next: 'Wait until it is done, then try again.',
  }),
  'gpu.wedged': ({ address, doing }) => ({
    title: 'The kernel is stuck with the GPU',
    what: `A kernel write to ${address} never came back (${doing}). Baton stopped there: writing again would only make it worse.`,
    next: 'Close whatever uses the GPU. If that does not help, save your work and restart the laptop.',
  }),
  'gpu.partial': ({ address, drivers }) => ({
    title: 'The GPU is half handed over',
    what: `The functions of ${address} are on different drivers: ${list(Object.entries(drivers).map(([a, d]) => `${a} on ${d ?? 'none'}`))}.`,
    next: 'Return it to the host, then try again.',
  }),
  'gpu.in-guest': ({ address }) => ({
    title: 'A machine is using the GPU',
    what: `${address} is open in a machine. Taking it away would hang the machine and the kernel.`,
    next: 'Shut the machine down first.',
  }),
  'gpu.off-cannot-bind': ({ address }) => ({
    title: 'The GPU is off',
    what: `${address} has no power. A driver that is bound now would see a dead device.`,
    next: 'Power the GPU on first.',
  }),
  'gpu.power-refused': ({ address, wanted, words }) => ({
    title: `The GPU did not go ${wanted}`,
    what: `The power switch was asked to switch ${address} ${wanted}, and it is not ${wanted}. ${sentence(words)}`.trim(),
    next:
      wanted === 'on'
        ? 'The kernel parameter pcie_port_pm=off cures this on many laptops. Nothing else was changed.'
        : 'The GPU stays on. Look for a driver that still holds it.',
  }),
  'gpu.no-power-switch': ({ address }) => ({
    title: 'No way to switch the GPU off',
    what: `This host has no power switch for ${address} in use.`,
    next: 'Return the GPU to the host instead, or choose a power switch on the GPU page.',
  }),
  'gpu.read-back': ({ address, wanted, found }) => ({
    title: 'The GPU did not change hands',
    what: `${address} should be on ${wanted ?? 'no driver'} now, but it is on ${found ?? 'no driver'}.`,
    next: 'Look at the kernel log, then try again.',
  }),
  'gpu.write-failed': ({ address, path, words }) => ({
    title: 'The kernel refused',
    what: `Writing ${path} for ${address} failed: ${sentence(words)}`,
    next: 'Look at the kernel log, then try again.',
  }),
  'gpu.no-host-driver': ({ address }) => ({
    title: 'No host driver took the GPU',
    what: `${address} was offered to the host, and no driver took it.`,
    next: 'Check that the GPU driver of the host is installed and loaded.',
  }),
  'gpu.not-a-holder': ({ pid }) => ({
    title: 'It does not use the GPU any more',
    what: `Process ${pid} has ended, or has closed the GPU.`,
    next: 'Look at the list again.',
  }),
  'gpu.close-refused': ({ pid, command, words }) => ({
    title: `${command} could not be asked to close`,
    what: `Sending SIGTERM to process ${pid} failed: ${sentence(words)}`,
    next: 'Close it where it was started.',
  }),
  'gpu.recover-refused': ({ address, because }) => ({
    title: 'This is not possible now',
    what: `${address} ${RECOVER_REFUSED[because]}`,
    next:
      because === 'in-use'
        ? 'Wait until nothing uses it, then try again.'
        : 'Restart the laptop if the GPU stays dead.',
  }),
  'gpu.not-kept': ({ seconds, because }) =>
    because === 'taken-back'
      ? {
          title: 'The GPU was taken back',
          what: 'Somebody wanted it back when Baton asked whether the screen lives.',
          next: 'Everything is as it was before. Hand it over again when you are ready.',
        }
      : {
          title: 'Nobody said that the screen lives',
          what: `The question was not answered within ${seconds} s, so the GPU went back.`,
          next: 'Everything is as it was before. Hand it over again when you are ready.',
        },
  'gpu.wait-cancelled': () => ({
    title: 'Waiting was cancelled',
    what: 'The start waited for the GPU to be free, and somebody cancelled it.',
    next: 'Nothing was changed. Start it again when you are ready.',
  }),
  'gpu.service-failed': ({ service, wanted, words }) => ({
    title: `${service} could not be ${wanted === 'running' ? 'started' : 'stopped'}`,
    what: words ? `systemd said: ${sentence(words)}` : 'systemd did not say why.',
    next: `Look at the journal of ${service}, then try again.`,
  }),
  'gpu.lost-in-sleep': ({ address, state }) => ({
    title: 'The GPU did not come back from sleep',
    what: `After the laptop woke up, ${address} was ${state}. Its machine stays paused.`,
    next: 'Try to resume the machine. If it hangs, force it off and restart the laptop.',
  }),
  'power.acpi-method': () => ({
    title: 'This is no ACPI method',
    what: 'An ACPI method is written as a whole path of names with up to four characters.',
    next: 'Write it like \\_SB.PCI0.PEG0.PEGP._OFF, in capitals.',
  }),
  'battery.refused': ({ percent, belowPercent }) => ({
    title: 'Not on battery',
    what:
      belowPercent === null
        ? `The laptop runs on battery (${percent} %), and this profile starts with the GPU on mains only.`
        : `The battery has ${percent} %, and this profile starts with the GPU from ${belowPercent} % on.`,
    next: 'Plug the laptop in, start without the GPU, or change the profile.',
  }),
  'iommu.off': () => ({
    title: 'The IOMMU is off',
    what: 'Without an IOMMU a machine with the GPU could read and write all memory of the host, so the kernel does not allow it.',
    next: 'Switch on VT-d or AMD-Vi in the firmware and add intel_iommu=on to the kernel command line, then restart.',
  }),
  'iommu.group-shared': ({ group, foreign }) => ({
    title: 'The GPU shares its IOMMU group',
    what: `Group ${group} also holds ${list(foreign.map((f) => `${f.name} (${f.address})`))}. The host needs that, and a group can only be lent as a whole.`,
    next: 'Another slot, a firmware update or an ACS setting may separate them. This laptop may not be able to lend its GPU.',
  }),
  'handover.undone': ({ step, cause }) => ({
    title: `${step} failed, everything was undone`,
    what: sentence(cause),
    next: 'The GPU is where it was before. Mend the cause, then try again.',
  }),
  'handover.interrupted': ({ step }) => ({
    title: 'A hand-over was interrupted',
    what: `Baton stopped during “${step}”. It looked at the GPU again when it came back.`,
    next: 'Check the GPU page, then try again.',
  }),
};
