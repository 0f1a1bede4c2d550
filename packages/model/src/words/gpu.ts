import type { Holder } from '../operation/operation';
import type { GroupVerdict } from '../pci/group';
import type { PowerBackend } from '../power/backend';
import type { PowerReason } from '../power/choose';
import type { GpuBlindReason } from '../telemetry/sample';
import type { Words } from './words';

/** Who holds the GPU, as the headline says it. */
export function holderWords(holder: Holder): string {
  switch (holder.kind) {
    case 'host':
      return 'Used by host';
    case 'machine':
      return `Used by ${holder.name}`;
    case 'off':
      return 'Off';
    case 'nobody':
      return 'Used by nobody';
  }
}

const BLIND_WORDS = {
  asleep: 'Not measured, so that looking does not wake it.',
  off: 'It has no power, so there is nothing to measure.',
  'in-guest': 'Not visible from the host while a machine has it.',
  'no-driver': 'No driver has it, so nothing can measure it.',
  unsupported: 'Its driver gives no readings.',
  moving: 'Not measured while it is moving.',
} satisfies Record<GpuBlindReason, string>;

/** Why there are no readings of the GPU: never shown as 0. */
export function blindWords(reason: GpuBlindReason): string {
  return BLIND_WORDS[reason];
}

const VERDICT_WORDS = {
  lendable: { title: 'Can be lent', what: 'Everything in this group can go to a machine together.' },
  'with-others': {
    title: 'Can be lent, with others',
    what: 'Sound of the host shares this group and goes along.',
  },
  shared: { title: 'Cannot be lent', what: 'The host needs something else in this group.' },
  other: { title: 'Without the GPU', what: 'This group has no part in lending it.' },
} satisfies Record<GroupVerdict, Pick<Words, 'title' | 'what'>>;

/** What an IOMMU group means for lending the GPU. */
export function verdictWords(verdict: GroupVerdict): Pick<Words, 'title' | 'what'> {
  return VERDICT_WORDS[verdict];
}

const POWER_BACKEND_WORDS = {
  bbswitch: 'bbswitch: can switch it off',
  'runtime-pm': 'The kernel: it sleeps when unused, and cannot be switched off',
  'vga-switcheroo': 'vga_switcheroo: the open driver switches it off',
  'acpi-call': 'acpi_call: two ACPI methods that you named',
  none: 'None: it stays on',
} satisfies Record<PowerBackend, string>;

const POWER_REASON_WORDS = {
  chosen: 'You chose it.',
  'chosen-missing': 'What you chose is not there any more.',
  'sleeps-by-itself': 'The firmware lets the kernel take the power away while nobody uses the card.',
  'bbswitch-loaded': 'bbswitch is loaded, and the kernel keeps the port awake.',
  'nothing-found': 'Nothing was found that Baton uses unasked.',
} satisfies Record<PowerReason, string>;

/** Why this power switch. */
export function powerReasonWords(reason: PowerReason): string {
  return POWER_REASON_WORDS[reason];
}

/** How this host can take the GPU's power away. */
export function powerBackendWords(backend: PowerBackend): string {
  return POWER_BACKEND_WORDS[backend];
}
