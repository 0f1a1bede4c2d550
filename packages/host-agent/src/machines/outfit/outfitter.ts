import { mkdir } from 'node:fs/promises';
import type { Outfit, OutfitStep, Outfitter } from '../../ports/outfit';
import { acpiTables } from './acpi-tables';
import { type Bench, type OutfitNote, type OutfitterDeps, outfitWords } from './bench';
import { runBeforeStart } from './hooks';
import { setHugepagesAside } from './hugepages';
import { OutfitJournal } from './journal';
import { provideLookingGlass } from './looking-glass';
import { memlockBytes } from './memory-lock';
import { connectNics } from './nics';
import { takePciDevices } from './pci-devices';
import { placeThreads } from './placement';
import { SharedLedger } from './shared-ledger';
import { startTpm } from './tpm';
import { undoAll } from './undo';
import { refuseAbsentUsb } from './usb-presence';

export type { OutfitterDeps } from './bench';

/** Sets the host up for machines. Nothing is touched before a machine asks for it. */
export function createOutfitter(deps: OutfitterDeps): Outfitter {
  const { hardware, sharedFolder } = deps;
  const ledger = new SharedLedger(sharedFolder, () => hardware.bootId());

  /** What could not be undone stays in it. */
  const openJournal = async (journal: OutfitJournal): Promise<void> => {
    if (!(await journal.read())) await journal.begin(await hardware.bootId());
  };

  const dismiss: Outfitter['dismiss'] = async (order) => {
    const notes: OutfitNote[] = [];
    const note = (each: OutfitNote) => void notes.push(each);
    await undoAll({ ...deps, ledger, order, journal: new OutfitJournal(order.folder), note });
    return notes.map(outfitWords);
  };

  return {
    dismiss,

    async prepare(order) {
      const left = await dismiss(order);
      const notes: OutfitNote[] = [];
      const journal = new OutfitJournal(order.folder);
      await mkdir(order.folder, { recursive: true, mode: 0o700 });
      await openJournal(journal);
      const bench: Bench = { ...deps, ledger, order, journal, note: (each) => void notes.push(each) };
      try {
        const outfit = await setUp(bench);
        return { ...outfit, notes: [...left, ...notes.map(outfitWords)] };
      } catch (error) {
        await dismiss(order);
        throw error;
      }
    },

    async settle({ machineId, definition, folder }, qemu) {
      const notes: OutfitNote[] = [];
      const journal = new OutfitJournal(folder);
      // A machine that only pins had nothing to prepare.
      if (definition.cpu.isolate) await openJournal(journal);
      await placeThreads(
        { ...deps, ledger, journal, machineId, note: (each) => void notes.push(each) },
        { cpu: definition.cpu, ...qemu },
      );
      return notes.map(outfitWords);
    },
  };
}

/** What only looks comes first; then the administrator's commands, which may make what the rest needs; other devices come last. */
async function setUp(bench: Bench): Promise<Omit<Outfit, 'notes'>> {
  const { definition, step = (_, work) => work() } = bench.order;
  const { memory, nics, machine, hooks } = definition;
  const stepIf = <T>(is: boolean, kind: Parameters<OutfitStep>[0], work: () => Promise<T>): Promise<T> =>
    is ? step(kind, work) : work();

  const memlock = await memlockBytes(bench);
  await refuseAbsentUsb(bench);
  await stepIf(
    hooks.some(({ at }) => at === 'before-start'),
    'hook',
    () => runBeforeStart(bench),
  );
  const hugepagePath = await stepIf(memory.hugepages !== null, 'memory', () => setHugepagesAside(bench));
  const touchesNetwork = nics.some(({ connection }) => connection.kind !== 'user');
  const nicFacts = await stepIf(touchesNetwork, 'network', () => connectNics(bench));
  const lookingGlassPath = await provideLookingGlass(bench);
  const tables = await acpiTables(bench);
  const tpmSocket = await stepIf(machine.tpm, 'tpm', () => startTpm(bench));
  await takePciDevices(bench);
  return {
    hugepagePath,
    nics: nicFacts,
    tpmSocket,
    lookingGlassPath,
    acpiTables: tables,
    memlockBytes: memlock,
    pciStandIns: !bench.vfio,
  };
}
