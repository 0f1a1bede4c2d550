import { join } from 'node:path';
import { overlaps } from '@baton/model/host/subnet';
import { fail } from '@baton/model/problem';
import type { Bench, Undo } from './bench';

/** The network of the guide's tap script: the host is .1, its first guest .2. */
export const SUBNET = '192.168.99.0/24';
const GATEWAY = '192.168.99.1';
const FIRST_GUEST = '192.168.99.2';
const LAST_GUEST = '192.168.99.254';
/** One bridge for all machines with NAT, so that they reach each other as well. */
export const BRIDGE = 'baton0';
const TABLE = 'baton';
const DNSMASQ = 'dnsmasq';

/** Puts the machine on the network with NAT; the first one makes it. @throws ProblemError `net.subnet-taken`; WriteError */
export async function joinNat(bench: Bench, index: number): Promise<void> {
  const { means, order, journal, ledger } = bench;
  const { network } = means;
  const { machineId } = order;
  await refuseWithoutPrograms(bench);
  await ledger.change(async (shared, save) => {
    if (shared.nat.includes(machineId)) return;
    const taken = (await network.routes()).find(({ subnet, device }) => device !== BRIDGE && overlaps(subnet, SUBNET));
    if (taken)
      fail('net.subnet-taken', { subnet: SUBNET, route: `${taken.subnet} (${taken.device})` }, `nics.${index}`);
    const isFirst = shared.nat.length === 0;
    const forwardingWasOff = isFirst ? !(await network.isForwarding()) : shared.forwardingWasOff;
    await journal.around({ do: 'join-nat', machineId }, async () => {
      await save({ ...shared, nat: [...shared.nat, machineId], forwardingWasOff });
      await network.makeBridge({ name: BRIDGE, address: `${GATEWAY}/24` });
      await network.setNat({ table: TABLE, subnet: SUBNET, bridge: BRIDGE });
      await network.setForwarding(true);
      await giveAddresses(bench);
    });
  });
  const by = await network.forwardingBlockedBy();
  if (by) bench.note({ kind: 'forwarding-blocked', by });
}

/** Before anything is touched: what cannot be made could not be taken down either. */
async function refuseWithoutPrograms({ means: { companions } }: Bench): Promise<void> {
  for (const program of ['ip', 'nft']) {
    if (!(await companions.find(program))) {
      fail('net.setup-failed', { step: 'nat', words: `${program} is not installed` });
    }
  }
}

async function giveAddresses({ means: { companions }, sharedFolder, note }: Bench): Promise<void> {
  const dnsmasq = await companions.find(DNSMASQ);
  if (!dnsmasq) return note({ kind: 'no-dhcp', gateway: GATEWAY, guest: FIRST_GUEST });
  const mark = pidFile(sharedFolder);
  if ((await companions.running(DNSMASQ, mark)).length > 0) return;
  await companions.start({
    argv: [
      dnsmasq,
      ...['--keep-in-foreground', '--conf-file=/dev/null', `--pid-file=${mark}`],
      ...[`--interface=${BRIDGE}`, '--except-interface=lo', '--bind-interfaces'],
      ...[
        `--dhcp-range=${FIRST_GUEST},${LAST_GUEST},255.255.255.0,12h`,
        '--dhcp-sequential-ip',
        '--dhcp-authoritative',
      ],
      `--dhcp-leasefile=${join(sharedFolder, 'dnsmasq.leases')}`,
    ],
    workingDir: sharedFolder,
    logFile: join(sharedFolder, 'dnsmasq.log'),
    ready: mark,
    unit: 'baton-dnsmasq',
  });
}

/** The last machine takes the network down, and forwarding goes back to what it was. */
export const leaveNat: Undo<'join-nat'> = ({ deed: { machineId } }, { means, ledger, sharedFolder }) =>
  ledger.change(async (shared, save) => {
    const nat = shared.nat.filter((id) => id !== machineId);
    if (nat.length === 0) {
      const { network, companions } = means;
      const left = await companions.running(DNSMASQ, pidFile(sharedFolder));
      await Promise.all(left.map((process) => companions.end(process)));
      await network.removeLink(BRIDGE);
      await network.removeNat(TABLE);
      if (shared.forwardingWasOff) await network.setForwarding(false);
    }
    await save({ ...shared, nat, forwardingWasOff: nat.length > 0 && shared.forwardingWasOff });
  });

function pidFile(sharedFolder: string): string {
  return join(sharedFolder, 'dnsmasq.pid');
}
