import type { RecoveryKind } from '@baton/api/views';

/** What each way to get a dead GPU back does, and what it risks. */
export const RECOVERIES: Record<RecoveryKind, { verb: string; does: string; risk: string }> = {
  reset: {
    verb: 'Reset',
    does: 'Resets the card in its slot.',
    risk: 'Risk: low; a machine that used it must be off.',
  },
  rescan: {
    verb: 'Remove and find again',
    does: 'Takes the card off the PCI bus and looks for it anew.',
    risk: 'Risk: it may not come back before a restart.',
  },
};
