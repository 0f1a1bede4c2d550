import { formatCpuList } from '@baton/model/host/cpu-list';
import { pinnedCpus } from '@baton/model/host/pinning';
import { fail } from '@baton/model/problem';
import type { CpuSection, Pinning } from '@baton/model/profile/cpu';
import type { ThreadQuestions } from '../../ports/outfit';
import { type Bench, type Undo, wordsOf } from './bench';

export interface SettledQemu {
  readonly pid: number;
  readonly session: ThreadQuestions;
  readonly cpu: CpuSection;
}

type PlacementBench = Omit<Bench, 'order'> & { readonly machineId: string };

interface Place {
  readonly thread: number;
  readonly cpus: readonly number[];
}

/** Puts QEMU's threads where the profile wants them, and keeps the host off the guest's CPUs. @throws ProblemError `cpu.*` */
export async function placeThreads(bench: PlacementBench, { pid, session, cpu }: SettledQemu): Promise<void> {
  if (!cpu.pinning) return;
  await refuseAbsentCpus(bench, cpu.pinning);
  const places = await placesOf(bench, cpu.pinning, { pid, session });
  await Promise.all(places.map((place) => putAndProve(bench, pid, place)));
  if (cpu.isolate) await isolate(bench, pinnedCpus(cpu.pinning));
}

async function refuseAbsentCpus({ means }: PlacementBench, { vcpus, emulator, iothreads }: Pinning): Promise<void> {
  const online = await means.threads.online();
  const absent = [...vcpus.flat(), ...emulator, ...iothreads].find((cpu) => !online.includes(cpu));
  if (absent !== undefined) fail('cpu.not-on-host', { cpu: absent, hostCpus: online.length }, 'cpu.pinning');
}

/** The emulator is every thread that is neither a processor nor an iothread; threads that it makes later follow their maker. */
async function placesOf(
  { means }: PlacementBench,
  pinning: Pinning,
  { pid, session }: Omit<SettledQemu, 'cpu'>,
): Promise<readonly Place[]> {
  const [cpus, iothreads, threads] = await Promise.all([
    session.execute('query-cpus-fast'),
    session.execute('query-iothreads'),
    means.threads.threads(pid),
  ]);
  const own = new Map<number, readonly number[]>();
  for (const cpu of cpus) own.set(cpu['thread-id'], pinning.vcpus[cpu['cpu-index']] ?? []);
  for (const iothread of iothreads) own.set(iothread['thread-id'], pinning.iothreads);
  return [...new Set([...threads, ...own.keys()])]
    .map((thread) => ({ thread, cpus: own.get(thread) ?? pinning.emulator }))
    .filter((place) => place.cpus.length > 0);
}

async function putAndProve({ means }: PlacementBench, pid: number, { thread, cpus }: Place): Promise<void> {
  const refused = await means.threads.place(thread, cpus).then(
    () => null,
    (error: unknown) => wordsOf(error),
  );
  const allowed = await means.threads.allowed(pid, thread);
  // QEMU's helpers come and go.
  if (allowed === null) return;
  const [wanted, found] = [formatCpuList(cpus), formatCpuList(allowed)];
  if (wanted !== found) {
    fail('cpu.pin-failed', { words: refused ?? `thread ${thread} may use ${found}, not ${wanted}` }, 'cpu.pinning');
  }
}

/** A machine that shares its CPUs with the host is slower and nothing worse: it is told. */
async function isolate(
  { means, journal, ledger, machineId, note }: PlacementBench,
  cpus: readonly number[],
): Promise<void> {
  try {
    if (!(await means.slices.available()))
      return note({ kind: 'not-isolated', words: 'systemd does not run this host' });
    await ledger.change(async (shared, save) => {
      const isolated = { ...shared.isolated, [machineId]: [...cpus] };
      const left = await cpusForHost(means, isolated);
      if (left?.length === 0) return note({ kind: 'not-isolated', words: 'no CPU would be left for the host' });
      await journal.around({ do: 'isolate', machineId }, async () => {
        await save({ ...shared, isolated });
        await means.slices.keepOn(left);
      });
    });
  } catch (error) {
    note({ kind: 'not-isolated', words: wordsOf(error) });
  }
}

/** Where the host could not be kept off in the first place, there is nothing that could not be undone. */
export const endIsolation: Undo<'isolate'> = ({ deed: { machineId }, done }, { means, ledger }) =>
  ledger.change(async (shared, save) => {
    const { [machineId]: _, ...isolated } = shared.isolated;
    await means.slices.keepOn(await cpusForHost(means, isolated)).catch((error: unknown) => {
      if (done) throw error;
    });
    await save({ ...shared, isolated });
  });

/** @returns null when nobody is isolated: the host may use all. */
async function cpusForHost(
  { threads }: Bench['means'],
  isolated: Readonly<Record<string, readonly number[]>>,
): Promise<readonly number[] | null> {
  const kept = new Set(Object.values(isolated).flat());
  if (kept.size === 0) return null;
  return (await threads.online()).filter((cpu) => !kept.has(cpu));
}
