import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@baton/model/problem';
import { type Bench, type Undo, wordsOf } from './bench';

const SWTPM = 'swtpm';

/**
 * swtpm for a TPM 2.0, with the machine's own state. It ends by itself when QEMU closes the socket.
 * @returns its socket; null = no TPM. @throws ProblemError `tpm.missing` | `tpm.failed`
 */
export async function startTpm({ order, means, journal }: Bench): Promise<string | null> {
  const { definition, folder, runDir, logFile, machineId } = order;
  if (!definition.machine.tpm) return null;
  const swtpm = (await means.companions.find(SWTPM)) ?? fail('tpm.missing', {}, 'machine.tpm');
  const state = join(folder, 'tpm');
  const socket = join(runDir, 'tpm.sock');
  await mkdir(state, { recursive: true, mode: 0o700 });
  await rm(socket, { force: true });
  const argv = [
    ...[swtpm, 'socket', '--tpm2', '--terminate', '--tpmstate', `dir=${state}`],
    ...['--ctrl', `type=unixio,path=${socket},mode=0600`],
  ] as [string, ...string[]];
  try {
    await journal.around({ do: 'start', program: SWTPM, mark: socket }, () =>
      means.companions.start({ argv, workingDir: folder, logFile, ready: socket, unit: `baton-tpm-${machineId}` }),
    );
  } catch (error) {
    fail('tpm.failed', { words: wordsOf(error) }, 'machine.tpm');
  }
  return socket;
}

/** Known by its program and a path of ours, so that it is found also when the agent ended before it could note the pid. */
export const endCompanions: Undo<'start'> = async ({ deed: { program, mark } }, { means: { companions } }) => {
  const left = await companions.running(program, mark);
  await Promise.all(left.map((process) => companions.end(process)));
};
