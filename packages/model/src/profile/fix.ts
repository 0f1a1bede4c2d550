/** A change of a draft that one tap makes. The words for its button stand in words/fixes.ts. */
export interface ProfileFix {
  readonly label: FixLabel;
  /** Paths such as `cpu.cores` or `disks.0.bus`, with their new values (JSON). */
  readonly set: readonly { readonly path: string; readonly value: unknown }[];
}

export const FIX_LABELS = [
  'use-what-fits',
  'use-what-is-there',
  'use-newest-type',
  'use-ordinary-memory',
  'turn-off',
  'add-what-it-needs',
  'new-address',
  'take-off-list',
  'use-another-port',
] as const;
export type FixLabel = (typeof FIX_LABELS)[number];
