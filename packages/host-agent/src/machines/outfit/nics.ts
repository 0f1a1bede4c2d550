import { fail, ProblemError } from '@baton/model/problem';
import type { Nic } from '@baton/model/profile/network';
import type { NicFacts } from '@baton/model/qemu/facts';
import { type Bench, type Undo, wordsOf } from './bench';
import { BRIDGE, joinNat } from './nat-network';
import { startPasst } from './passt';

/** An interface's name has at most 15 characters (IFNAMSIZ); a machine's id has 12. */
const ID_LENGTH = 12;

/** What each network card needs of the host. @throws ProblemError of `net.*` */
export async function connectNics(bench: Bench): Promise<Readonly<Record<number, NicFacts>>> {
  const facts: Record<number, NicFacts> = {};
  for (const [index, nic] of bench.order.definition.nics.entries()) {
    const found = await connect(bench, nic, index);
    if (found) facts[index] = found;
  }
  return facts;
}

/** One after another: the first card with NAT makes the network for the others. */
async function connect(bench: Bench, { connection }: Nic, index: number): Promise<NicFacts | null> {
  switch (connection.kind) {
    case 'user':
      return null;
    case 'passt':
      return { passt: await startPasst(bench, connection.forwards, index) };
    case 'nat': {
      if (!bench.means.root) fail('net.needs-root', { what: 'nat' }, `nics.${index}`);
      await inStep('nat', () => joinNat(bench, index));
      return tap(bench, BRIDGE, index);
    }
    case 'bridge': {
      if (!bench.means.root) fail('net.needs-root', { what: 'bridge' }, `nics.${index}`);
      const { bridge } = connection;
      const links = await inStep('bridge', () => bench.means.network.links());
      if (!links.some(({ name, isBridge }) => name === bridge && isBridge)) {
        fail('net.no-bridge', { bridge }, `nics.${index}`);
      }
      return tap(bench, bridge, index);
    }
  }
}

async function tap(
  { means: { network }, journal, order, vmUid }: Bench,
  bridge: string,
  index: number,
): Promise<NicFacts> {
  const name = `bt${order.machineId.slice(0, ID_LENGTH)}${index}`;
  await inStep('tap', () =>
    journal.around({ do: 'make-tap', name }, () => network.makeTap({ name, bridge, uid: vmUid })),
  );
  return { ifname: name, vhost: await network.hasVhost() };
}

async function inStep<T>(step: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    return fail('net.setup-failed', { step, words: wordsOf(error) });
  }
}

export const removeTap: Undo<'make-tap'> = ({ deed: { name } }, { means }) => means.network.removeLink(name);
