import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@baton/db';
import type { Actor } from '@baton/model/access/roles';
import type { MachineState } from '@baton/model/machine/state';
import { isOver, type Operation } from '@baton/model/operation/operation';
import { type ProfileDraftInput, profileDraftSchema } from '@baton/model/profile/definition';
import { demoGuestImage } from '../../guest/demo';
import { systemClock } from '../../src/adapters/linux/clock';
import { linuxHostCapacity } from '../../src/adapters/linux/host-capacity';
import { linuxMachineFiles } from '../../src/adapters/linux/machine-files';
import { qemuImg } from '../../src/adapters/linux/qemu-img';
import { LinuxQemuInstallation } from '../../src/adapters/linux/qemu-installation';
import { linuxQemuLauncher } from '../../src/adapters/linux/qemu-launcher';
import { linuxStorageFiles } from '../../src/adapters/linux/storage-files';
import { simulatedUsbPlug } from '../../src/adapters/simulated/usb';
import { createMachines, type Machines, type MachinesParts } from '../../src/machines/machines';
import { OperationRecord } from '../../src/operations/operation-record';
import type { QemuInstallation } from '../../src/ports/qemu-installation';
import { until } from '../until';
import { PracticeInventory } from './practice-inventory';
import { PracticeLender } from './practice-lender';
import { PracticeOutfitter } from './practice-outfitter';

/** It takes half a second to make. */
const DEMO_IMAGE = demoGuestImage();

export const ACTOR: Actor = { id: 'u', name: 'ana', role: 'admin', via: 'browser' };

/** An agent's machines on a real database and real QEMU, with a GPU that is lent on paper. */
export interface House extends Machines {
  readonly stateDir: string;
  readonly lender: PracticeLender;
  readonly inventory: PracticeInventory;
  readonly outfitter: PracticeOutfitter;
  readonly installation: QemuInstallation;
  readonly events: string[];
  readonly defects: unknown[];
  readonly operations: OperationRecord;
  /** The agent is killed and comes back: a new one over the same state. */
  restart(): Promise<House>;
  state(id: string): Promise<MachineState>;
  reach(id: string, kind: MachineState['kind']): Promise<MachineState>;
  operation(id: string | null): Promise<Operation>;
  /** A profile with the demo guest's disk, written to storage under `file`. */
  demoProfile(name: string, change?: Partial<ProfileDraftInput>): Promise<string>;
  /** Waits until the demo guest runs: before that it does not hear the power button. */
  guestIsUp(id: string): Promise<void>;
  close(): Promise<void>;
}

/** What a house is made of before a test changes it. */
export interface Bare extends MachinesParts {
  readonly stateDir: string;
  readonly spans: Database['spans'];
}

/** Changes parts, or makes them out of the bare ones. */
export type Change = Partial<MachinesParts> | ((bare: Bare) => Promise<Partial<MachinesParts>>);

export async function openHouse(change: Change = {}): Promise<House> {
  const stateDir = await mkdtemp(join(tmpdir(), 'bm-'));
  const host = { lender: new PracticeLender(), inventory: new PracticeInventory(), outfitter: new PracticeOutfitter() };
  return moveIn(stateDir, host, change);
}

/** What outlives an agent. */
type Host = Pick<House, 'lender' | 'inventory' | 'outfitter'>;

async function moveIn(stateDir: string, host: Host, change: Change): Promise<House> {
  const { lender, inventory, outfitter } = host;
  const database = await openDatabase({ file: join(stateDir, 'baton.db') });
  const events: string[] = [];
  const defects: unknown[] = [];
  const hub = {
    emit: (kind: string, subject?: string) => void events.push(`${kind} ${subject ?? ''}`),
    watched: () => true,
  };
  const failed = (error: unknown) => void defects.push(error);
  const activity = { record: () => undefined };
  const operations = new OperationRecord({
    operations: database.operations,
    events: hub,
    activity,
    now: systemClock.now,
    failed,
  });
  const probe = new LinuxQemuInstallation({ stateDir, testImage: () => DEMO_IMAGE });
  const bare: Bare = {
    stateDir,
    spans: database.spans,
    database,
    clock: systemClock,
    hub,
    recorder: operations,
    operations,
    activity,
    ...{ lender, inventory, outfitter, usbPlug: simulatedUsbPlug },
    listening: { list: async () => [] },
    root: true,
    launcher: linuxQemuLauncher(),
    installation: {
      find: () => probe.find(),
      capabilities: () => probe.capabilities(),
      firmware: (wanted) => probe.firmware(wanted),
      firmwares: () => probe.firmwares(),
      accelerator: async () => ({ kind: 'tcg', because: 'no-device' }),
      knownAccelerator: async () => ({ kind: 'tcg', because: 'no-device' }),
    },
    files: linuxMachineFiles(stateDir),
    storageFiles: linuxStorageFiles(),
    images: qemuImg(),
    capacity: linuxHostCapacity(),
    supply: { battery: async () => null },
    sleep: { delay: async () => null, watch: () => () => undefined },
    storageFolders: [join(stateDir, 'storage')],
    demoImage: () => DEMO_IMAGE,
    holder: () => ({ kind: 'host' }),
    defect: failed,
  };
  const machines = createMachines({ ...bare, ...(typeof change === 'function' ? await change(bare) : change) });
  await machines.start();
  const { installation } = bare;

  const state = async (id: string) => (await machines.machines.view(id)).state;
  const leave = async () => {
    await machines.stop();
    await database.close();
  };
  return {
    ...machines,
    ...{ stateDir, lender, inventory, outfitter, installation, events, defects, operations, state },
    async restart() {
      await leave();
      return moveIn(stateDir, host, change);
    },
    async reach(id, kind) {
      await until(`${id} to be ${kind}`, async () => (await state(id)).kind === kind);
      return state(id);
    },
    async operation(id) {
      if (id === null) throw new Error('no operation');
      await until('the operation to end', async () => isOver(await operations.get(id)));
      return operations.get(id);
    },
    async demoProfile(name, draftChange = {}) {
      const path = join(stateDir, 'storage', 'images', `${name}.img`);
      const files = linuxStorageFiles();
      await files.ensureFolder(join(stateDir, 'storage', 'images'));
      await files.write(path, DEMO_IMAGE);
      const draft = profileDraftSchema.parse({
        name,
        memory: { sizeMiB: 64 },
        disks: [{ source: { kind: 'file', path, format: 'raw' }, bus: 'sata' }],
        ...draftChange,
      });
      return (await machines.profiles.create(draft, ACTOR)).id;
    },
    async guestIsUp(id) {
      const serial = () => readFile(machines.logFile(id, 'serial'), 'utf8');
      await until(`the guest of ${id} to speak`, async () => (await serial()).includes('baton-demo: up'));
    },
    async close() {
      // An operation that a failed test left behind may start another one: until nothing moves and nothing runs.
      const busy = async () => (await operations.list({ limit: 20 })).some((operation) => !isOver(operation));
      do {
        for (const { machineId } of machines.processes()) await machines.machines.forceOff(machineId, ACTOR);
        await until('every operation to end', async () => !(await busy()));
      } while (machines.processes().length > 0);
      await leave();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
