import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@baton/model/problem';
import type { PortForward } from '@baton/model/profile/network';
import { type Bench, wordsOf } from './bench';

const PASST = 'passt';

/** passt on a socket for QEMU's stream netdev; it ends when QEMU does. @throws ProblemError `net.passt-missing` | `net.setup-failed` */
export async function startPasst(
  { order, means, journal, vmUid }: Bench,
  forwards: readonly PortForward[],
  index: number,
): Promise<string> {
  const field = `nics.${index}`;
  const passt = (await means.companions.find(PASST)) ?? fail('net.passt-missing', {}, field);
  const socket = join(order.runDir, `ps${index}.sock`);
  await rm(socket, { force: true });
  const argv = [
    ...[passt, '--foreground', '--quiet', '--one-off', '--socket', socket],
    ...(means.root ? ['--runas', String(vmUid ?? 0)] : []),
    ...forwards.flatMap(({ protocol, hostAddress, hostPort, guestPort }) => [
      protocol === 'tcp' ? '--tcp-ports' : '--udp-ports',
      `${hostAddress}/${hostPort}:${guestPort}`,
    ]),
  ] as [string, ...string[]];
  try {
    await journal.around({ do: 'start', program: PASST, mark: socket }, () =>
      means.companions.start({
        argv,
        workingDir: order.runDir,
        logFile: order.logFile,
        ready: socket,
        unit: `baton-passt-${order.machineId}-${index}`,
      }),
    );
  } catch (error) {
    fail('net.setup-failed', { step: 'passt', words: wordsOf(error) }, field);
  }
  return socket;
}
