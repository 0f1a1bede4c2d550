import type { Alert, AlertFacts } from '../alert/alert';
import type { LastingKind } from '../alert/all-clear';

/** Without figures: the limit may be another one by now, and a card that sleeps was not measured. */
const WORDS: { readonly [Kind in LastingKind]: (name: string, facts: AlertFacts[Kind]) => string } = {
  'gpu-hot': (name) => `${name} is not over your limit any more.`,
  'disk-nearly-full': (_, { path }) => `There is room in ${path} again: well more than your limit.`,
};

const TITLES = {
  'gpu-hot': 'All clear: the GPU is not hot any more',
  'disk-nearly-full': 'All clear: storage has room again',
} satisfies Record<LastingKind, string>;

/** For whoever was told of the alert. */
export function allClearWords({ kind, facts }: Extract<Alert, { readonly kind: LastingKind }>, name: string): string {
  const words = WORDS[kind] as (name: string, facts: Alert['facts']) => string;
  return words(name, facts);
}

export function allClearTitle(kind: LastingKind): string {
  return TITLES[kind];
}
