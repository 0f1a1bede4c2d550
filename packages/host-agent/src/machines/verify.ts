import { ProblemError, problem } from '@baton/model/problem';
import { gpuDeviceId } from '@baton/model/qemu/layout';
import { QmpError, type QmpSession } from '@baton/qmp';

/**
 * The last step of a start: the machine runs, and the lent GPU's first function is realized on its bus. Asked of QEMU's object
 * tree, because `query-pci` shows nothing behind a root port before the guest's firmware has numbered the buses.
 * @throws ProblemError `machine.start-failed`
 */
export async function verifyStart(session: QmpSession | null, name: string, withGpu: boolean): Promise<void> {
  const failed = (words: string) => new ProblemError(problem('machine.start-failed', { name, words }));
  if (!session) throw failed('the control socket closed.');
  try {
    await session.execute('query-status');
    if (!withGpu) return;
    const path = `/machine/peripheral/${gpuDeviceId(0)}`;
    const realized = await session.execute('qom-get', { path, property: 'realized' });
    if (realized !== true) throw failed('the GPU is not on the machine’s bus.');
  } catch (error) {
    throw error instanceof QmpError ? failed(error.message) : error;
  }
}
