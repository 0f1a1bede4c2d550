import { mkdir } from 'node:fs/promises';
import type { Services } from '@baton/api/services';
import { LOCAL_HOST } from '@baton/db';
import { ProblemError } from '@baton/model/problem';
import type { Logger } from 'pino';
import packageJson from '../../package.json' with { type: 'json' };
import { Access } from '../access/access';
import { OperatorToken } from '../access/operator-token';
import { Passwords } from '../access/passwords';
import { SessionRegistry } from '../access/session-registry';
import { SetupToken } from '../access/setup-token';
import { systemClock } from '../adapters/linux/clock';
import { linuxHostCapacity } from '../adapters/linux/host-capacity';
import { linuxHostFacts } from '../adapters/linux/host-facts';
import { linuxHostSensors } from '../adapters/linux/host-sensors';
import { linuxListeningPorts } from '../adapters/linux/listening-ports';
import { linuxMachineFiles } from '../adapters/linux/machine-files';
import { qemuImg } from '../adapters/linux/qemu-img';
import { LinuxQemuInstallation } from '../adapters/linux/qemu-installation';
import { linuxStorageFiles } from '../adapters/linux/storage-files';
import type { AgentConfig } from '../config';
import { Screens } from '../console/screen';
import { SerialPorts } from '../console/serial-ports';
import { StreamEventHub } from '../events/event-hub';
import { createHandover } from '../handover/create-handover';
import { lastHandoverMs } from '../handover/last-handover';
import { HostCheck } from '../hostcheck/hostcheck';
import { createMachines, type Machines } from '../machines/machines';
import { ActivityLog, type ActivityLogParts } from '../operations/activity-log';
import { concernsGpu, OperationRecord } from '../operations/operation-record';
import type { OperationRecorder } from '../operations/recorder';
import { RomBench } from '../rom/bench';
import { Doorkeeper } from '../server/doorkeeper';
import { AgentServer } from '../server/server';
import { AllowedPaths } from '../storage/allowed-paths';
import type { AgentLog } from './agent-log';
import { createByItself } from './by-itself';
import { demoImage } from './demo-image';
import { exportHost } from './export-host';
import { chooseHost, handoverFolder } from './host';
import { createInstruments } from './instruments';
import { KnownHolder } from './known-holder';
import { hostLogFile, machineLogs } from './logs';
import { previewAssignment } from './preview-assignment';
import { openStateFolder, type StateFolder } from './state-folder';
import { takeStock } from './stock';

const LAST_HANDOVERS = 20;

export interface RunningAgent {
  /** For the link of the first run; null once a password was chosen. */
  readonly setupToken: string | null;
  readonly simulated: boolean;
  /** Lets go of everything. Machines go on running. */
  readonly stop: () => Promise<void>;
}

/** Starts the agent on its state folder, and on no other agent's. @throws StartupFailure */
export async function startAgent(config: AgentConfig, log: Logger, agentLog?: AgentLog): Promise<RunningAgent> {
  const state = await openStateFolder(config, log);
  // Whoever supervises us keeps what we write to stderr in that file already.
  if (!config.supervised) agentLog?.keepIn(hostLogFile(config, 'agent'));
  try {
    return await startOn(state, config, log);
  } catch (error) {
    await state.close();
    throw error;
  }
}

/** What a hand-over would write is worth reading without a command line too. */
function withoutQemu(error: unknown): null {
  if (error instanceof ProblemError && error.problem.code === 'qemu.missing') return null;
  throw error;
}

async function startOn({ database, close }: StateFolder, config: AgentConfig, log: Logger): Promise<RunningAgent> {
  const clock = systemClock;
  const { now } = clock;
  const { stateDir, runDir, storageFolders } = config;
  const host = await chooseHost(config, clock);
  const failed = (error: unknown) => log.error({ err: error }, 'A defect');

  const events = new StreamEventHub(clock);
  const heard: ActivityLogParts['heard'] = (line, subject) => {
    alerts.told(line, subject);
    events.emit('activity', subject.id);
  };
  const activity = new ActivityLog({ events: database.events, now, failed, heard });
  const operations = new OperationRecord({ operations: database.operations, events, activity, now, failed });
  const sessions = new SessionRegistry(database, now);
  const operator = new OperatorToken(runDir);
  const access = new Access({
    users: database.users,
    sessions,
    passwords: new Passwords(),
    setupToken: new SetupToken(database.settings, runDir),
    activity,
    now,
    changed: () => events.emit('session'),
  });

  const simulated = host.simulated !== null;
  const logs = machineLogs({
    ...{ config, clock, host, log, failed },
    machines: () => ({
      logFile: machines.logFile,
      running: () => machines.processes().map(({ machineId }) => machineId),
    }),
  });
  const recorder: OperationRecorder = {
    begin: (spec) => {
      if (concernsGpu(spec)) host.gpuSensors?.hush();
      return logs.telling(spec, operations.begin(spec));
    },
  };
  const holders = new KnownHolder(database.spans, simulated ? 'simulated' : LOCAL_HOST);
  const facts = linuxHostFacts();
  const storageFiles = linuxStorageFiles();
  const installation = new LinuxQemuInstallation({
    stateDir,
    testImage: demoImage,
    ...(config.qemuBinary && { candidates: [config.qemuBinary] }),
  });
  const { inventory, outfitter } = takeStock({ config, host, clock, installation });
  const folder = handoverFolder(config, simulated);
  const handover = createHandover({
    hardware: host.hardware,
    clock,
    folder,
    recorder,
    events,
    spans: holders,
    around: {
      wantedBy: () => machines.wantingGpu(),
      qemuArgv: (id) => machines.machines.commandLine(id).catch(withoutQemu),
      lastHandoverMs: async () => lastHandoverMs(await operations.list({ gpu: true, limit: LAST_HANDOVERS })),
    },
    assignment: host.assignment,
    activity,
    settings: database.settings,
    ...(config.vmUid !== null && { vmUid: config.vmUid }),
    failed,
  });
  events.whileRead(() => {
    const stops = [
      host.hardware.events.watch(() => handover.changed()),
      host.usbEvents.watch(() => events.emit('usb')),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  });
  const machines: Machines = createMachines({
    database,
    clock,
    hub: {
      emit: (kind, subject) => {
        events.emit(kind, subject);
        automation.heard(kind, subject);
        if (kind === 'machine') instruments.telemetry.machinesChanged();
        if (kind === 'machine' || kind === 'machines') alerts.machinesChanged();
      },
      watched: () => events.watched(),
    },
    recorder,
    operations,
    activity,
    lender: handover.lender,
    launcher: host.launcher,
    installation,
    files: linuxMachineFiles(stateDir),
    storageFiles,
    images: qemuImg(),
    capacity: linuxHostCapacity(),
    listening: linuxListeningPorts(),
    ...{ inventory, outfitter, usbPlug: host.usbPlug },
    root: config.root,
    supply: host.hardware.supply,
    sleep: host.hardware.sleep,
    storageFolders,
    demoImage,
    holder: () => holders.holder,
    previewAssignment: () => previewAssignment(handover.gpu, host.assignment),
    exportHost: () => exportHost(handover.gpu, host.hardware.bus),
    defect: (error, reference) => log.error({ err: error, reference }, 'A defect'),
  });

  const instruments = createInstruments({
    ...{ config, host, clock, activity, failed },
    hostname: facts.hostname,
    sensors: host.hostSensors(linuxHostSensors(storageFolders[0] ?? stateDir)),
    settings: database.settings,
    machines: () => machines,
    guests: machines.guestAgents,
    gpuMoves: () => operations.movesGpu,
    cardMatters: () => alerts.wantsCard(),
    cardAwaited: () => alerts.waitsForCard(),
    version: packageJson.version,
  });
  const { alerts, automation } = createByItself({
    ...{ config, host, clock, database, events, activity, machines, instruments, failed },
    hostname: facts.hostname,
  });
  const services: Services = {
    host: new HostCheck({
      facts,
      ...{ installation, inventory, events },
      hasGpu: () => handover.lender.hasGpu(),
      simulated: host.simulated,
      storageFolders,
      version: packageJson.version,
      failed,
    }),
    gpu: handover.gpu,
    machines: machines.machines,
    profiles: machines.profiles,
    guests: machines.guests,
    ...machines.live,
    machineDisks: machines.machineDisks,
    monitor: machines.monitor,
    storage: machines.storage,
    roms: new RomBench({
      files: storageFiles,
      allowed: new AllowedPaths(storageFiles, storageFolders),
      gpu: handover.gpu,
      ...{ rom: host.hardware.rom, bus: host.hardware.bus },
      users: machines.pathUsers,
      activity,
      changed: () => events.emit('storage'),
    }),
    operations,
    activity,
    events,
    telemetry: instruments.telemetry,
    metrics: instruments.metrics,
    logs: logs.service,
    sessions: access,
    automation: automation.service,
    alerts,
  };
  const server = new AgentServer({
    socketPath: config.socketPath,
    services,
    doorkeeper: new Doorkeeper(operator, sessions),
    hostname: facts.hostname,
    simulated,
    version: packageJson.version,
    screens: new Screens(machines.consoleSocket),
    serialPorts: new SerialPorts(machines.serialPort),
    uploads: machines.uploads,
    pictures: machines.pictures,
    metrics: instruments.metrics,
    now,
    log,
  });

  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stopOperator = await operator.start();
  const stopLogs = await logs.start();
  const setupToken = await access.prepare();
  await operations.prepare();
  // The GPU first: machines that are adopted find it as it is.
  const stopHandover = await handover.start();
  await alerts.start();
  await machines.start();
  // Somebody may wait for a reading though no machine is up.
  instruments.telemetry.machinesChanged();
  const stopServer = await server.start();
  await automation.start();
  void instruments.history.prune().catch(failed);

  return {
    setupToken,
    simulated,
    stop: async () => {
      await stopServer();
      handover.giveUp();
      await automation.stop();
      await instruments.telemetry.stop();
      await machines.stop();
      await alerts.stop();
      await stopHandover();
      await operations.settled();
      await activity.settled();
      await stopLogs();
      await stopOperator();
      await close();
    },
  };
}
