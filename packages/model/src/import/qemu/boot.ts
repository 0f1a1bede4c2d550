import type { Intake } from './intake';

/** `-boot` and `bootindex`: what is tried, in which order. Read after every device has its place. */
export function readBoot(intake: Intake): void {
  const { draft, bootIndexes } = intake;
  let letters: string | undefined;
  for (const option of intake.open('boot')) {
    const { values } = option;
    const menu = values.get('menu');
    // The first word may be the order: `-boot d`.
    const first = values.entries[0];
    const bare = first && first.text === first.key && /^[a-dn]{1,4}$/.test(first.key) ? first : undefined;
    if (bare) values.look(bare);
    letters = values.get('order') ?? bare?.key ?? letters;
    if (menu !== undefined) draft.machine.bootMenu = menu === 'on';
    const once = values.get('once');
    if (once !== undefined)
      intake.loseKey(option, { text: `once=${once}` }, ['lost-unsupported', { text: `once=${once}` }]);
    intake.field(
      option,
      ...(menu === undefined ? [] : ['machine.bootMenu']),
      ...(menu === undefined || letters ? ['boot'] : []),
    );
    intake.ignoreKeys(option, 'own-defaults', 'strict', 'splash-time', 'reboot-timeout');
  }
  if (bootIndexes.length === 0 && letters !== undefined) orderByLetters(intake, letters);
}

/** The draft's boot order; undefined = nobody said one, so disks come before discs. */
export function bootOrder({ bootIndexes, draft }: Intake): string[] {
  if (bootIndexes.length > 0) return [...bootIndexes].sort((a, b) => a.index - b.index).map(({ entry }) => entry);
  return [...draft.disks.map((_, n) => `disk${n}`), ...draft.cdroms.map((_, n) => `cd${n}`)].slice(0, 32);
}

/** BIOS letters: c = the first disk, d = the first disc, n = network. */
function orderByLetters({ bootIndexes, draft }: Intake, letters: string): void {
  const entries: Readonly<Record<string, readonly string[]>> = {
    c: draft.disks.map((_, n) => `disk${n}`),
    d: draft.cdroms.map((_, n) => `cd${n}`),
    n: draft.nics.map((_, n) => `nic${n}`),
  };
  const named = [...new Set(letters)].flatMap((letter) => entries[letter] ?? []);
  // Letters put something first; they keep nothing else from being tried.
  const others = [...(entries.c ?? []), ...(entries.d ?? [])].filter((entry) => !named.includes(entry));
  [...named, ...others].forEach((entry, index) => {
    bootIndexes.push({ entry, index });
  });
}
