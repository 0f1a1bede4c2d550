import type { Settings } from '@baton/db';

const SETTING = 'automation.boot-id';
/** What the port says where it cannot tell one boot from another. */
const UNKNOWN = 'unknown';

/**
 * Whether the host was booted since an agent last asked; the next one is told no. Also after an upgrade, a crash, or the first
 * start of all: then machines are as people left them.
 */
export async function isFreshBoot(settings: Pick<Settings, 'get' | 'set'>, bootId: string): Promise<boolean> {
  const kept = await settings.get(SETTING);
  if (kept === bootId || bootId === UNKNOWN) return false;
  // Before anything is started: an agent that a start brought down does not do it again.
  await settings.set(SETTING, bootId);
  return typeof kept === 'string';
}
