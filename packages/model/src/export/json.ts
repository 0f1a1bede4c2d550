import type { ProfileDefinition } from '../profile/definition';

/** The profile as it is stored, to be imported again here or elsewhere. It holds no secrets: a profile has none. */
export function jsonExport(profile: ProfileDefinition): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}
