import type { Actor } from '@baton/model/access/roles';
import type { StreamEvent } from '@baton/model/event';
import type { ExportFormat } from '@baton/model/export/formats';
import type { Finding } from '@baton/model/host/finding';
import type { HostHardware } from '@baton/model/host/hardware';
import type { ImportResult } from '@baton/model/import/result';
import type { LogChunk, LogFilter, LogNews, LogPage, LogPlace, LogSource, LogView } from '@baton/model/log/line';
import type { Operation } from '@baton/model/operation/operation';
import type { PowerSetting } from '@baton/model/power/backend';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import type { SeriesSource, TelemetrySeries } from '@baton/model/telemetry/channels';
import type { TelemetryTick } from '@baton/model/telemetry/sample';
import type { AlertService } from './live/alerts';
import type { AutomationService } from './live/automation';
import type { MachineDiskService } from './live/disks';
import type { GuestService } from './live/guest';
import type { KeyboardService } from './live/keyboard';
import type { MediaService, UsbService } from './live/media';
import type { MonitorService } from './live/monitor';
import type {
  ActivityItemView,
  ArgumentView,
  BulkResultView,
  BulkVerb,
  DryRunView,
  FindingView,
  GpuView,
  HostView,
  IommuGroupView,
  MachineView,
  OwnershipSpan,
  ProfileVersionView,
  ProfileView,
  RecoveryKind,
  RemovedView,
  RomView,
  SessionView,
  StorageFileView,
  TemplateView,
  UploadView,
} from './views';

/** What the routers call. The agent implements each over its ports; failures are thrown as ProblemError. */
export interface HostService {
  view(): Promise<HostView>;
  /** What the editor offers to choose from. Never wakes anything. */
  hardware(): Promise<HostHardware>;
  /** What the installed QEMU can do; null = it is not installed. */
  capabilities(): Promise<QemuCapabilities | null>;
}

/** Where the GPU is asked to go without a machine: `machine` targets start the machine instead. */
export type GpuMoveTarget = { readonly to: 'host' } | { readonly to: 'off' };

export type DryRunTarget =
  | GpuMoveTarget
  | { readonly to: 'machine'; readonly machineId: string }
  | { readonly to: 'recover'; readonly how: RecoveryKind };

export interface GpuService {
  /** null = no discrete GPU. Never wakes the card. */
  view(): Promise<GpuView | null>;
  groups(): Promise<readonly IommuGroupView[]>;
  /** What a hand-over would write, step by step, without doing it. */
  dryRun(target: DryRunTarget): Promise<DryRunView>;
  /** What about this host may disturb a hand-over. Reads files, so it is asked apart from the view. Never wakes the card. */
  findings(): Promise<readonly Finding[]>;
  /** Begins to get a dead card back. @returns the operation's id at once. @throws ProblemError `gpu.recover-refused` */
  recover(how: RecoveryKind, actor: Actor): Promise<{ operationId: string }>;
  /** Sends SIGTERM to one process that has the GPU open, and to none else. @throws ProblemError `gpu.not-a-holder` */
  askToClose(process: { readonly pid: number; readonly startTicks: number }, actor: Actor): Promise<void>;
  /** Chooses the power switch. @throws ProblemError `power.acpi-method` | `gpu.moving` */
  setPower(setting: PowerSetting, actor: Actor): Promise<void>;
  /** Answers the dead-man switch of that operation: the screen lives, or take it back now. False = nothing was asked. */
  answerKeep(operationId: string, answer: 'keep' | 'return', actor: Actor): Promise<boolean>;
  /** `optirun nvidia-smi` on a laptop with Bumblebee; null = not installed. */
  verifyBumblebee(actor: Actor): Promise<{ readonly ok: boolean; readonly output: string } | null>;
  /** Begins the hand-over. @returns the operation's id at once. */
  move(target: GpuMoveTarget, actor: Actor): Promise<{ operationId: string }>;
  /** Who held the GPU since `fromMs`, oldest first. */
  history(fromMs: number): Promise<readonly OwnershipSpan[]>;
}

export interface StartOptions {
  /** `as-profile`: refused when another machine holds the GPU. `without`: start without it this time. */
  readonly gpu: 'as-profile' | 'without';
  /** Waits until no process of the host has the GPU open, instead of refusing; `cancelStart` ends the wait. */
  readonly whenFree?: boolean;
  /** Asks after the hand-over whether the screen lives; without an answer the GPU goes back. */
  readonly askToKeep?: boolean;
}

export interface MachineService {
  list(): Promise<readonly MachineView[]>;
  view(id: string): Promise<MachineView>;
  /** Idempotent: asked again while starting, answers with the same operation. */
  start(id: string, options: StartOptions, actor: Actor): Promise<{ operationId: string | null }>;
  /** Shuts the present holder down, then starts `id` with the GPU: one operation. */
  switchTo(id: string, actor: Actor): Promise<{ operationId: string }>;
  /** Ends a start that waits for the GPU. False = it does not wait. */
  cancelStart(id: string, actor: Actor): Promise<boolean>;
  pause(id: string, actor: Actor): Promise<void>;
  resume(id: string, actor: Actor): Promise<void>;
  reboot(id: string, actor: Actor): Promise<void>;
  /** Asks the guest by its agent, then by ACPI; returns when it was asked, not when it is off. */
  shutDown(id: string, actor: Actor): Promise<void>;
  forceOff(id: string, actor: Actor): Promise<void>;
  /** The same for each of many, in order; one that is refused does not keep the others. */
  many(ids: readonly string[], verb: BulkVerb, actor: Actor): Promise<readonly BulkResultView[]>;
  /** The command line this machine would be (or was) started with. */
  commandLine(id: string): Promise<readonly string[]>;
  /** The same, argument by argument, each with its reason. */
  arguments(id: string): Promise<readonly ArgumentView[]>;
}

export interface ProfileService {
  list(): Promise<readonly ProfileView[]>;
  get(id: string): Promise<ProfileView>;
  /** Findings of a draft on this host, for the form; nothing is changed. */
  check(draft: ProfileDraft, id: string | null): Promise<readonly FindingView[]>;
  /** @throws ProblemError with `field` set when the draft cannot be made true. State is unchanged then. */
  create(draft: ProfileDraft, actor: Actor): Promise<ProfileView>;
  /** `revision` guards against two editors. */
  update(id: string, revision: number, draft: ProfileDraft, actor: Actor): Promise<ProfileView>;
  /** A copy with its own name, uuid and mac, and without the disk (two machines must not share one). */
  duplicate(id: string, name: string, actor: Actor): Promise<ProfileView>;
  /** Disk images stay unless `deleteDisk`. */
  remove(id: string, options: { readonly deleteDisk: boolean }, actor: Actor): Promise<void>;
  /** One after the other; one that is refused does not keep the others. */
  removeMany(
    ids: readonly string[],
    options: { readonly deleteDisk: boolean },
    actor: Actor,
  ): Promise<readonly RemovedView[]>;
  /** Newest first, the present one included. Kept for as long as the profile. */
  versions(id: string): Promise<readonly ProfileVersionView[]>;
  /** Makes an earlier version the present one, as a new revision. */
  restore(id: string, revision: number, actor: Actor): Promise<ProfileView>;
  /** Fitted to this host: what QEMU offers, firmware that is there, half of the memory at most. */
  templates(): Promise<readonly TemplateView[]>;
  /** Reads what a person has. Nothing is saved. @throws ProblemError `import.refused` */
  readImport(source: string): Promise<ImportResult>;
  /** @throws ProblemError `export.cannot` */
  exportAs(id: string, format: ExportFormat): Promise<string>;
  /** What the draft would compile to, for the editor. */
  preview(draft: ProfileDraft): Promise<readonly ArgumentView[]>;
}

/** The ROM bench. Never downloads one. */
export interface RomService {
  list(): Promise<readonly RomView[]>;
  /** Reads the card's own ROM through sysfs into a file. @throws ProblemError `rom.dump-refused` | `rom.dump-failed` */
  dump(name: string, actor: Actor): Promise<RomView>;
  /** A copy without the bytes around the image chain. @throws ProblemError `rom.unusable` | `storage.exists` */
  trim(path: string, name: string, actor: Actor): Promise<RomView>;
}

export interface StorageService {
  list(): Promise<readonly StorageFileView[]>;
  /** Makes an empty disk as an operation with progress. @returns its id at once. */
  createDisk(
    disk: {
      readonly name: string;
      readonly sizeGiB: number;
      readonly format: 'qcow2' | 'raw';
      readonly preallocate: boolean;
    },
    actor: Actor,
  ): Promise<{ operationId: string; path: string }>;
  cancelCreate(operationId: string, actor: Actor): Promise<boolean>;
  /** Deletes a file of the library. @throws ProblemError `storage.in-use` */
  remove(path: string, actor: Actor): Promise<void>;
  uploads(): Promise<readonly UploadView[]>;
  /** Begins an upload, or finds the unfinished one of the same name, kind and size. The bytes go to /upload/ID. */
  beginUpload(
    file: { readonly name: string; readonly kind: UploadView['kind']; readonly sizeBytes: number },
    actor: Actor,
  ): Promise<UploadView>;
  /** Forgets an unfinished upload and what came of it. */
  cancelUpload(id: string, actor: Actor): Promise<void>;
}

export interface OperationService {
  get(id: string): Promise<Operation>;
  /** Newest first. `runId` or `machineId` narrow it. */
  list(filter: {
    readonly limit: number;
    readonly machineId?: string;
    readonly runId?: string;
    readonly gpu?: boolean;
  }): Promise<readonly Operation[]>;
}

export interface ActivityService {
  list(filter: {
    readonly limit: number;
    readonly beforeId?: number;
    readonly machineId?: string;
  }): Promise<readonly ActivityItemView[]>;
}

export interface EventService {
  /** Events after `lastEventId`; one `reload` first when that id is not in the buffer any more. Ends with `signal`. */
  stream(lastEventId: string | undefined, signal: AbortSignal): AsyncIterable<StreamEvent>;
}

export interface TelemetryService {
  /**
   * One sampler for all watchers, none for none. A tick has what a page shows: of machines the one that is named, closely, or none.
   * Ends with `signal`.
   */
  watch(machineId: string | null, signal: AbortSignal): AsyncIterable<TelemetryTick>;
  /** The newest ticks still in memory, oldest first, at most five minutes of them. */
  recent(query: { readonly machineId: string | null; readonly limit: number }): readonly TelemetryTick[];
  /** What was kept, by columns; a stretch in which nothing was measured has no points. */
  history(
    source: SeriesSource,
    query: { readonly fromMs: number; readonly toMs: number; readonly maxPoints: number },
  ): Promise<TelemetrySeries>;
}

/** The door for Prometheus. Closed until somebody opens it. */
export interface MetricsService {
  view(): Promise<{ readonly open: boolean }>;
  /** Opens it with a new token, which is told this once; an earlier one opens nothing any more. */
  open(actor: Actor): Promise<{ readonly token: string }>;
  close(actor: Actor): Promise<void>;
}

export interface LogService {
  /**
   * At most `limit` entries before (`back`) or after (`on`) a place, in the order of time. With a filter only so much is looked
   * through at once: fewer entries, and a cursor to go on.
   */
  read(query: {
    readonly machineId: string;
    readonly view: LogView;
    readonly place: LogPlace;
    readonly direction: 'back' | 'on';
    readonly limit: number;
    readonly filter: LogFilter;
  }): Promise<LogPage>;
  /** What is written after a page's `on`, for ever. Who is too slow misses what the files have, and is told. Ends with `signal`. */
  watch(
    query: {
      readonly machineId: string;
      readonly view: LogView;
      readonly cursor?: string;
      readonly filter: LogFilter;
    },
    signal: AbortSignal,
  ): AsyncIterable<LogNews>;
  /** The last `limit` lines, or those that end before `before` (a byte offset). */
  tail(query: {
    readonly machineId: string;
    readonly source: LogSource;
    readonly limit: number;
    readonly before?: number;
  }): Promise<LogChunk>;
  /** Chunks from `from` on, for ever. A new `file` in a chunk means that the log began anew. Ends with `signal`. */
  follow(
    query: { readonly machineId: string; readonly source: LogSource; readonly file?: string; readonly from?: number },
    signal: AbortSignal,
  ): AsyncIterable<LogChunk>;
}

export interface SessionService {
  setupNeeded(): Promise<boolean>;
  /** Chooses the password with the one-time token of the link, and logs in. @returns the new session's token. */
  setUp(input: { readonly token: string; readonly password: string }, client: ClientInfo): Promise<{ token: string }>;
  login(input: { readonly password: string }, client: ClientInfo): Promise<{ token: string }>;
  logout(actor: Actor): Promise<void>;
  changePassword(input: { readonly current: string; readonly next: string }, actor: Actor): Promise<void>;
  list(actor: Actor): Promise<readonly SessionView[]>;
  revoke(sessionId: string, actor: Actor): Promise<void>;
}

/** Where a request comes from, for throttling and for the list of sessions. */
export interface ClientInfo {
  readonly address: string;
  readonly userAgent: string;
}

export interface Services {
  readonly host: HostService;
  readonly gpu: GpuService;
  readonly machines: MachineService;
  readonly profiles: ProfileService;
  readonly storage: StorageService;
  readonly roms: RomService;
  readonly operations: OperationService;
  readonly activity: ActivityService;
  readonly events: EventService;
  readonly telemetry: TelemetryService;
  readonly metrics: MetricsService;
  readonly logs: LogService;
  readonly sessions: SessionService;
  readonly guests: GuestService;
  readonly media: MediaService;
  readonly usb: UsbService;
  readonly keyboard: KeyboardService;
  readonly machineDisks: MachineDiskService;
  readonly monitor: MonitorService;
  readonly automation: AutomationService;
  readonly alerts: AlertService;
}
