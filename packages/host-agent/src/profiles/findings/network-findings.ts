import type { FindingView } from '@baton/api/views';
import { type Problem, problem } from '@baton/model/problem';
import { errorAt, warningAt } from '@baton/model/profile/finding';
import type { DraftNic, PortForward } from '@baton/model/profile/network';
import { isReadable, type ReadableEntry } from '../book';
import { newMac } from '../define';
import { fix } from './finding';
import type { Look } from './findings';

const PORT_MAX = 65_535;
const USER = { kind: 'user', forwards: [] };

export async function networkFindings(look: Look): Promise<FindingView[]> {
  const others = (await look.book.list()).filter(isReadable).filter(({ id }) => id !== look.id);
  const found = await Promise.all(
    look.draft.nics.map(async (nic, at) => [
      ...addressFindings(nic, at, others),
      ...(await connectionFindings(look, nic, at)),
      ...(await forwardFindings(look, { nic, at, others })),
    ]),
  );
  return found.flat();
}

function addressFindings({ mac }: DraftNic, at: number, others: readonly ReadableEntry[]): FindingView[] {
  const taken = (wanted: string) => others.find(({ definition }) => definition.nics.some((nic) => nic.mac === wanted));
  const user = mac && taken(mac);
  if (!user) return [];
  const path = `nics.${at}.mac`;
  const address = newMac((tried) => taken(tried) !== undefined);
  return [errorAt(problem('net.mac-taken', { mac, by: user.name }, path), fix('new-address', path, address))];
}

async function connectionFindings(look: Look, { connection }: DraftNic, at: number): Promise<FindingView[]> {
  const { hardware, root } = look;
  const field = `nics.${at}.connection`;
  const instead = fix('use-what-is-there', field, USER);
  switch (connection.kind) {
    case 'user':
      return [];
    case 'passt':
      return (await hardware()).passt
        ? []
        : [
            errorAt(
              problem('net.passt-missing', {}, field),
              fix('use-what-is-there', field, { ...connection, kind: 'user' }),
            ),
          ];
    case 'nat':
      return root ? [] : [warningAt(problem('net.needs-root', { what: 'nat' }, field), instead)];
    case 'bridge': {
      const { bridges } = await hardware();
      const { bridge } = connection;
      const needsRoot = root ? [] : [warningAt(problem('net.needs-root', { what: 'bridge' }, field), instead)];
      if (bridges.includes(bridge)) return needsRoot;
      const [other] = bridges;
      const there = other ? fix('use-what-is-there', `${field}.bridge`, other) : instead;
      return [errorAt(problem('net.no-bridge', { bridge }, `${field}.bridge`), there), ...needsRoot];
    }
  }
}

/** Two machines with one port can take turns, and another program may be gone tomorrow: both are told and neither is refused. */
async function forwardFindings(
  look: Look,
  { nic: { connection }, at, others }: { nic: DraftNic; at: number; others: readonly ReadableEntry[] },
): Promise<FindingView[]> {
  if (!('forwards' in connection) || connection.forwards.length === 0) return [];
  // Its own QEMU listens there.
  const upNow = look.id !== null && look.isUp(look.id);
  const listening = upNow ? [] : await look.listening.list();
  const userOf = (wanted: PortForward): string | null => {
    const machine = others.find(({ definition }) => forwardsOf(definition.nics).some((used) => clash(wanted, used)));
    if (machine) return machine.name;
    const taken = listening.some(({ protocol, address, port }) =>
      clash(wanted, { protocol, hostAddress: address === 'any' ? '0.0.0.0' : address, hostPort: port }),
    );
    return taken ? 'Another program' : null;
  };
  return connection.forwards.flatMap((forward, index) => {
    const by = userOf(forward);
    if (by === null) return [];
    const path = `nics.${at}.connection.forwards.${index}.hostPort`;
    const found: Problem = problem('net.port-taken', { port: forward.hostPort, by }, path);
    const own = forwardsOf(look.draft.nics).map(({ hostPort }) => hostPort);
    const free = freePort(forward, (tried) => userOf(tried) === null && !own.includes(tried.hostPort));
    return [warningAt(found, free === null ? undefined : fix('use-another-port', path, free))];
  });
}

function forwardsOf(nics: readonly Pick<DraftNic, 'connection'>[]): readonly PortForward[] {
  return nics.flatMap(({ connection }) => ('forwards' in connection ? connection.forwards : []));
}

type HostEnd = Pick<PortForward, 'protocol' | 'hostAddress' | 'hostPort'>;

/** All addresses of the host include each of them. */
function clash(one: HostEnd, other: HostEnd): boolean {
  const sameAddress =
    one.hostAddress === other.hostAddress || one.hostAddress === '0.0.0.0' || other.hostAddress === '0.0.0.0';
  return one.protocol === other.protocol && one.hostPort === other.hostPort && sameAddress;
}

function freePort(forward: PortForward, isFree: (tried: PortForward) => boolean): number | null {
  for (let hostPort = forward.hostPort + 1; hostPort <= PORT_MAX; hostPort++) {
    if (isFree({ ...forward, hostPort })) return hostPort;
  }
  return null;
}
