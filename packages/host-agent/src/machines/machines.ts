import type { MachineDiskService } from '@baton/api/live/disks';
import type { GuestService } from '@baton/api/live/guest';
import type { MonitorService } from '@baton/api/live/monitor';
import type { MachineService, OperationService, ProfileService, StorageService } from '@baton/api/services';
import type { Database } from '@baton/db';
import type { LogSource } from '@baton/model/log/line';
import type { MachineState } from '@baton/model/machine/state';
import type { Holder } from '@baton/model/operation/operation';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { QmpSession } from '@baton/qmp';
import type { SerialPlace } from '../console/serial-line';
import type { EventHub } from '../events/hub';
import type { GpuLender } from '../handover/lender';
import type { Activity } from '../operations/activity';
import type { OperationRecorder } from '../operations/recorder';
import type { Clock } from '../ports/clock';
import type { GuestAgents } from '../ports/guest-agents';
import type { HostCapacity } from '../ports/host-capacity';
import type { HostInventory } from '../ports/host-inventory';
import type { HostPower } from '../ports/host-power';
import type { ImageTool } from '../ports/images';
import type { ListeningPorts } from '../ports/listening';
import type { MachineFiles } from '../ports/machine-files';
import type { Outfitter } from '../ports/outfit';
import type { QemuInstallation } from '../ports/qemu-installation';
import type { ProcessIdentity, QemuLauncher } from '../ports/qemu-launcher';
import type { HostSleep } from '../ports/sleep';
import type { StorageFiles } from '../ports/storage-files';
import type { UsbPlug } from '../ports/usb-plug';
import { isReadable, ProfileBook } from '../profiles/book';
import { seedDemo } from '../profiles/demo';
import { createProfileService } from '../profiles/service';
import { AllowedPaths } from '../storage/allowed-paths';
import { Disks } from '../storage/disks';
import type { PathUsers } from '../storage/path-users';
import type { Uploads } from '../storage/uploads';
import { adoptMachines } from './adoption';
import { Conductor } from './conductor';
import { createMachineDisks } from './disks/service';
import { SnapshotNotes } from './disks/snapshot-notes';
import { Dresser } from './dresser';
import { type ExportHost, MachineExports } from './exports';
import { Fleet } from './fleet';
import { guestAgentsOf } from './guest/agents';
import { MachineMemories } from './guest/memory';
import { createGuestService } from './guest/service';
import { Storyteller } from './guest/storyteller';
import { createLibrary } from './library';
import { createLive, type LiveServices } from './live/live';
import { Pictures } from './live/picture';
import { createMonitor } from './monitor-console';
import { Previewer } from './preview';
import { storedRunEnd } from './run-end';
import { createMachineService, hasConsole, serves } from './service';
import { SleepGuard } from './sleep-guard';
import { StartPlanner } from './start-plan';

export interface MachinesParts {
  readonly database: Pick<Database, 'profiles' | 'runs' | 'settings'>;
  readonly clock: Clock;
  readonly hub: EventHub;
  readonly recorder: OperationRecorder;
  /** To find the last operation of each machine after a restart. */
  readonly operations: Pick<OperationService, 'list'>;
  readonly activity: Activity;
  readonly lender: GpuLender;
  readonly launcher: QemuLauncher;
  readonly installation: QemuInstallation;
  readonly files: MachineFiles;
  readonly storageFiles: StorageFiles;
  readonly images: ImageTool;
  readonly capacity: HostCapacity;
  readonly inventory: HostInventory;
  readonly outfitter: Outfitter;
  readonly usbPlug: UsbPlug;
  readonly listening: ListeningPorts;
  /** The agent may make network devices and mount. */
  readonly root: boolean;
  readonly supply: HostPower;
  readonly sleep: HostSleep;
  readonly storageFolders: readonly string[];
  /** The demo guest's disk. */
  readonly demoImage: () => Uint8Array;
  /** Who has the GPU now. */
  readonly holder: () => Holder;
  /** How the GPU would enter a command line, without lending it; null = it would not. */
  readonly previewAssignment?: () => Promise<GpuAssignment | null>;
  /** What an export tells of the host. */
  readonly exportHost?: () => Promise<ExportHost>;
  /** A defect, for the agent's log. */
  readonly defect: (error: unknown, reference: string) => void;
  readonly switchPatienceMs?: number;
}

const NO_HOST: ExportHost = { functions: [], power: { backend: 'none', calls: null } };

export interface MachineProcess {
  readonly machineId: string;
  readonly name: string;
  readonly identity: ProcessIdentity;
  /** null = its monitor does not answer now. */
  readonly session: QmpSession | null;
  readonly withGpu: boolean;
  /** What it was started with; empty = not known. */
  readonly commandLine: readonly string[];
}

export interface Machines {
  readonly machines: MachineService;
  readonly profiles: ProfileService;
  readonly guests: GuestService;
  /** To speak with the guests of machines that are up. */
  readonly guestAgents: GuestAgents;
  /** What is in machines that are up, and their keys. */
  readonly live: LiveServices;
  readonly pictures: Pictures;
  readonly machineDisks: MachineDiskService;
  readonly monitor: MonitorService;
  readonly storage: StorageService;
  /** Where the bytes of uploads go. */
  readonly uploads: Uploads;
  /** Names of machines by the path of what they use. */
  readonly pathUsers: () => Promise<PathUsers>;
  /** Loads history, adopts what runs, seeds the demo. The lender has recovered before. Resolves once every state is known. */
  start(): Promise<void>;
  /** Finishes what is under way, then lets go of every machine. The machines live on. */
  stop(): Promise<void>;
  /** The VNC socket of a machine's screen; null = it has none now. */
  consoleSocket(machineId: string): string | null;
  /** A machine's first serial port; null = its QEMU does not run. */
  serialPort(machineId: string): SerialPlace | null;
  /** Where a log is written, whether or not it exists yet. */
  logFile(machineId: string, source: LogSource): string;
  /** QEMU processes that run, for telemetry. */
  processes(): readonly MachineProcess[];
  /** Every machine and what it does, for whoever has to hear of it at once. */
  states(): readonly { readonly id: string; readonly name: string; readonly state: MachineState }[];
  /** A machine at this moment, and when what its last run had is back; null = there is no such machine. */
  life(machineId: string): { readonly state: MachineState; readonly back: () => Promise<void> } | null;
  /** Machines that want the GPU, in list order. */
  wantingGpu(): Promise<readonly { readonly id: string; readonly name: string }[]>;
}

/** Everything about machines, profiles and storage, wired. Does nothing before `start()`. */
export function createMachines(parts: MachinesParts): Machines {
  const { database, clock, hub, files, lender, launcher, activity, storageFiles } = parts;
  const { profiles, runs, settings } = database;
  const book = new ProfileBook(profiles);
  const allowed = new AllowedPaths(storageFiles, parts.storageFolders);
  const blockDevice = async (path: string) => {
    const { blockDevices } = await parts.inventory.hardware();
    return blockDevices.find((device) => device.path === path) ?? null;
  };
  const disks = new Disks({ files: storageFiles, images: parts.images, allowed, blockDevice });
  const library = createLibrary({ ...parts, book, allowed, disks });
  const memories = new MachineMemories(settings, (error) => parts.defect(error, 'machines'));
  const notes = new SnapshotNotes(settings);
  const storyteller = new Storyteller({ ...parts, memories });
  const planner = new StartPlanner({ ...parts, allowed, disks, memories });
  const watchedHub: EventHub = {
    emit: (kind, subject) => {
      hub.emit(kind, subject);
      if (kind === 'machine') sleepGuard.refresh();
    },
    watched: () => hub.watched(),
  };
  const fleet: Fleet = new Fleet({
    ...{ clock, files, hub: watchedHub },
    onEnded: (member, end) => conductor.ended(member, end),
    onEvent: (member, event) => storyteller.heard(member, event),
    onForgotten: async (id) => void (await Promise.all([memories.forget(id), notes.forgetAll(id)])),
  });
  const sleepGuard: SleepGuard = new SleepGuard({ ...parts, fleet });
  const dresser = new Dresser(parts);
  const conductor = new Conductor({ ...parts, fleet, planner, dresser, runs, memories });
  const { previewAssignment = async () => null, exportHost = async () => NO_HOST } = parts;
  const previewer = new Previewer({ ...parts, previewAssignment });

  const guestAgents = guestAgentsOf(fleet);
  const machineDisks = createMachineDisks({
    ...parts,
    ...{ book, fleet, allowed, disks, notes, files: storageFiles, guests: guestAgents },
    blockBytes: async (path) => (await blockDevice(path))?.sizeBytes ?? null,
    changed: () => hub.emit('storage'),
    machineChanged: (id) => hub.emit('machine', id),
  });

  const loadHistory = async (): Promise<void> => {
    const load = async (id: string, name: string) => {
      const [last, operations] = await Promise.all([
        runs.lastOf(id),
        parts.operations.list({ machineId: id, limit: 1 }),
      ]);
      const member = fleet.member(id, name);
      const end = storedRunEnd(last?.cause);
      if (end) member.driver.remember(end);
      member.runId = last?.id ?? null;
      member.operationId = operations[0]?.id ?? null;
    };
    await Promise.all((await book.list()).map(({ id, name }) => load(id, name)));
  };

  return {
    guests: createGuestService({ book, fleet, activity }),
    live: createLive({ ...parts, book, fleet, allowed }),
    pictures: new Pictures({ fleet, files, clock }),
    guestAgents,
    machineDisks: machineDisks.service,
    monitor: createMonitor({ book, fleet, activity }),
    machines: createMachineService({ book, fleet, conductor, previewer, lender, activity }),
    profiles: createProfileService({
      ...{ book, machines: fleet, hub, activity, disks, allowed, storageFiles },
      capacity: parts.capacity,
      installation: parts.installation,
      inventory: parts.inventory,
      listening: parts.listening,
      root: parts.root,
      hasGpu: () => lender.hasGpu(),
      isUp: (id) => fleet.isUp(id),
      isos: library.isos,
      exports: new MachineExports({ ...parts, allowed, previewer, exportHost }),
    }),
    storage: library.storage,
    uploads: library.uploads,
    pathUsers: library.users,
    async start() {
      // A storage that is full or not ours keeps nobody from their own machines.
      const demo = seedDemo({ settings, book, disks, image: parts.demoImage });
      await demo.catch((error: unknown) => parts.defect(error, 'demo'));
      await library.start().catch((error: unknown) => parts.defect(error, 'storage'));
      await loadHistory();
      await adoptMachines({ clock, fleet, files, launcher, lender, conductor, runs, activity });
      await machineDisks.backups.clearLeft();
      conductor.tidyUp();
      sleepGuard.refresh();
    },
    async stop() {
      conductor.cancelWaits();
      await Promise.all([library.stop(), machineDisks.backups.stop()]);
      // A start under way is finished first: a machine whose monitor we left would look like one that failed.
      await conductor.settled();
      await fleet.leave();
      await storyteller.stop();
      sleepGuard.stop();
      await conductor.settled();
    },
    consoleSocket(machineId) {
      const member = fleet.find(machineId);
      return member && hasConsole(member) ? files.paths(machineId).sockets.vnc : null;
    },
    serialPort(machineId) {
      const member = fleet.find(machineId);
      if (!member || !serves(member)) return null;
      const { sockets, serialLog } = files.paths(machineId);
      return { socket: sockets.serial, log: serialLog };
    },
    logFile(machineId, source) {
      const { serialLog, qemuLog } = files.paths(machineId);
      return source === 'serial' ? serialLog : qemuLog;
    },
    processes: () =>
      fleet.up().flatMap(({ id, name, driver, withGpu, launch }) => {
        if (!driver.qemu) return [];
        const { identity } = driver.qemu;
        const commandLine = launch?.commandLine ?? [];
        return [{ machineId: id, name, identity, session: driver.session, withGpu, commandLine }];
      }),
    states: () => [...fleet.up(), ...fleet.down()].map(({ id, name, driver }) => ({ id, name, state: driver.state })),
    life(machineId) {
      const member = fleet.find(machineId);
      if (!member) return null;
      const back = async () => void (await Promise.all([member.returning, member.undressing]));
      return { state: member.driver.state, back };
    },
    async wantingGpu() {
      const wanting = (await book.list()).filter((entry) => isReadable(entry) && entry.definition.gpu.wanted);
      return wanting.map(({ id, name }) => ({ id, name }));
    },
  };
}
