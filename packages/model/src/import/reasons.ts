/** Why a part of a source needs no place in a profile; the sentence for each stands in words/import-notes.ts. */
export const NOT_NEEDED_REASONS = [
  'own-place',
  'own-identity',
  'own-engine',
  'own-channels',
  'own-defaults',
  'own-network',
  'own-screen',
  'own-controllers',
  'own-input',
  'own-agent',
  'own-variables',
  'own-sandbox',
  'own-sound-card',
  'own-pages',
  'own-tpm',
  'own-locking',
  'default',
  'no-effect',
  'comes-last',
] as const;
export type NotNeededReason = (typeof NOT_NEEDED_REASONS)[number];
