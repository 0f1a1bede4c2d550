import type { GuestView } from '@baton/api/live/guest';
import { isUp } from '@baton/model/machine/state';
import type { GuestAgentSession, GuestNetworkInterface } from '@baton/qmp';
import type { Member } from '../fleet';

/** A page does not wait longer for a guest that hangs. */
const ANSWER_MS = 2_000;

const UNKNOWN = { os: null, hostname: null, addresses: [], version: null } as const;

/** What a guest tells of itself now. */
export async function guestView({ driver, guest }: Pick<Member, 'driver' | 'guest'>): Promise<GuestView> {
  if (!isUp(driver.state)) return { agent: 'off', ...UNKNOWN };
  if (!guest.present) return { agent: 'absent', ...UNKNOWN };
  if (!(await guest.try((agent) => agent.execute('guest-ping', undefined, WAIT))))
    return { agent: 'silent', ...UNKNOWN };
  const version = await guest.once('version', (agent) => agent.execute('guest-info', undefined, WAIT));
  const interfaces = await guest.try((agent) => agent.execute('guest-network-get-interfaces', undefined, WAIT));
  const os = await guest.once('os', (agent) => agent.execute('guest-get-osinfo', undefined, WAIT));
  const host = await guest.try((agent) => hostName(agent));
  return {
    agent: 'present',
    os: os?.['pretty-name'] ?? os?.name ?? null,
    hostname: host,
    addresses: (interfaces ?? []).flatMap(addressesOf),
    version: version?.version ?? null,
  };
}

const WAIT = { timeoutMs: ANSWER_MS };

async function hostName(agent: GuestAgentSession): Promise<string> {
  return (await agent.execute('guest-get-host-name', undefined, WAIT))['host-name'];
}

/** Without the loopback's, and without those that hold on one link only. */
function addressesOf({ name, 'ip-addresses': addresses = [] }: GuestNetworkInterface): string[] {
  if (name === 'lo' || name.startsWith('Loopback')) return [];
  return addresses.map((each) => each['ip-address']).filter((text) => !text.toLowerCase().startsWith('fe80:'));
}
