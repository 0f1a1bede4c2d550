import type { FixLabel } from '../profile/fix';

const FIX_WORDS = {
  'use-what-fits': 'Use what fits',
  'use-what-is-there': 'Use what is there',
  'use-newest-type': 'Use the newest type',
  'use-ordinary-memory': 'Use ordinary memory',
  'turn-off': 'Turn it off',
  'add-what-it-needs': 'Add what it needs',
  'new-address': 'Take a new address',
  'take-off-list': 'Take it off the list',
  'use-another-port': 'Use another port',
} satisfies Record<FixLabel, string>;

/** The button that makes a finding go away. */
export function fixWords(label: FixLabel): string {
  return FIX_WORDS[label];
}
