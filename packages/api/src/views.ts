import type { ActivityTone } from '@baton/model/activity/tone';
import type { GpuProcess, GpuState } from '@baton/model/handover/gpu-state';
import type { KernelHolder } from '@baton/model/handover/kernel-holders';
import type { RecoveryKind } from '@baton/model/handover/recover';
import type { Finding } from '@baton/model/host/finding';
import type { GpuServiceName } from '@baton/model/host/service';
import type { MachineState } from '@baton/model/machine/state';
import type { Holder, OwnershipSpan } from '@baton/model/operation/operation';
import type { PciFunction } from '@baton/model/pci/function';
import type { GroupVerdict } from '@baton/model/pci/group';
import type { PowerSetting } from '@baton/model/power/backend';
import type { PowerChoice } from '@baton/model/power/choose';
import type { Problem } from '@baton/model/problem';
import type { ProfileDefinition, ProfileDraft } from '@baton/model/profile/definition';
import type { ProfileFix } from '@baton/model/profile/fix';
import type { ArgumentReason } from '@baton/model/qemu/argument';
import type { RomReport } from '@baton/model/rom/report';

/** What a page needs to draw one machine. Times in milliseconds since the epoch. */
export interface MachineView {
  /** The profile's id: a machine is a profile with a state. */
  readonly id: string;
  readonly name: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly firmware: 'bios' | 'uefi';
  readonly wantsGpu: boolean;
  readonly holdsGpu: boolean;
  readonly state: MachineState;
  /** Set while up: how QEMU executes the guest. */
  readonly accelerator: 'kvm' | 'tcg' | null;
  /** The running or last operation on this machine, for its timeline. */
  readonly operationId: string | null;
  /** The run that is going on, or the last one. */
  readonly runId: string | null;
  /** The stored profile could not be read; only delete is offered. */
  readonly unreadable: Problem | null;
  readonly hasConsole: boolean;
}

/** One IOMMU group with its verdict for lending the GPU. */
export interface IommuGroupView {
  readonly id: number;
  readonly functions: readonly PciFunction[];
  readonly holdsGpu: boolean;
  readonly verdict: GroupVerdict;
}

/** How the GPU's power is switched, why, and what else could be chosen. */
export interface PowerView extends PowerChoice {
  readonly setting: PowerSetting;
  readonly canSwitch: boolean;
}

/** A way to get a GPU back that does not answer any more, with why it cannot be tried now. */
export interface RecoveryView {
  readonly how: RecoveryKind;
  readonly refusal: Problem | null;
}

/** The dead-man switch: somebody has to say that the screen lives, or the GPU goes back. */
export interface KeepQuestion {
  readonly operationId: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** The GPU card and the GPU page. null GPU = this host has no discrete GPU. */
export interface GpuView {
  readonly address: string;
  readonly name: string;
  readonly vendorId: string;
  readonly deviceId: string;
  readonly subsystemVendorId: string;
  readonly subsystemDeviceId: string;
  readonly state: GpuState;
  readonly holder: Holder;
  /** When the present holder got it; null = before Baton looked. */
  readonly since: number | null;
  readonly asleep: boolean;
  readonly driver: string | null;
  readonly driverVersion: string | null;
  readonly functions: readonly PciFunction[];
  readonly processes: readonly GpuProcess[];
  readonly kernelHolders: readonly KernelHolder[];
  /** Services of the host that are stopped for a hand-over and started again after it. */
  readonly services: readonly GpuServiceName[];
  /** Bumblebee runs the GPU: at home it is off. */
  readonly bumblebee: boolean;
  readonly power: PowerView;
  readonly canPowerOff: boolean;
  /** What led to the state, fact by fact, for the details pane. */
  readonly evidence: readonly string[];
  readonly recoveries: readonly RecoveryView[];
  readonly keepQuestion: KeepQuestion | null;
  /** Why a hand-over to a machine would be refused right now; empty = it would go. */
  readonly blockers: readonly Problem[];
  /** Machines that want the GPU, in list order. */
  readonly wantedBy: readonly { readonly id: string; readonly name: string }[];
  /** The hand-over under way. */
  readonly operationId: string | null;
  /** How long the last hand-over to a machine took, milliseconds. */
  readonly lastHandoverMs: number | null;
}

/** A planned step before it happens ("show me first"). */
export interface PlannedStepView {
  readonly kind: string;
  readonly writes: readonly { readonly path: string; readonly value: string }[];
  readonly commands: readonly (readonly string[])[];
}

export interface DryRunView {
  readonly steps: readonly PlannedStepView[];
  readonly blockers: readonly Problem[];
  /** What may go wrong, or is good to know, before it is done. */
  readonly findings: readonly Finding[];
  /** QEMU's argv when the target is a machine. */
  readonly qemuArgv: readonly string[] | null;
}

export interface HostView {
  readonly id: string;
  readonly hostname: string;
  readonly os: string;
  readonly kernel: string;
  readonly bootedAt: number;
  readonly cpuModel: string;
  readonly cpuCount: number;
  readonly memoryTotalMiB: number;
  readonly simulated: { readonly laptop: string; readonly scenario: string } | null;
  readonly qemu: { readonly version: string; readonly path: string } | null;
  readonly accelerator: {
    readonly kind: 'kvm' | 'tcg';
    readonly because: 'works' | 'no-device' | 'self-test-failed' | 'not-tested-yet';
  };
  readonly storageFolders: readonly string[];
  readonly version: string;
  /** Missing or broken things of this host, in words of describe.ts. */
  readonly problems: readonly Problem[];
}

export interface ProfileView {
  readonly id: string;
  readonly revision: number;
  readonly definition: ProfileDefinition;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The machine is up with an older revision: changes apply at the next start. */
  readonly differsFromRunning: boolean;
}

/** A finding about a draft, shown at its field while it is edited. */
export interface FindingView {
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly problem: Problem;
  /** What one tap would change to make it go away. */
  readonly fix?: ProfileFix;
}

/** What the profile was before a change. */
export interface ProfileVersionView {
  readonly revision: number;
  readonly at: number;
  readonly actor: string | null;
  readonly definition: ProfileDefinition;
}

/** A finished profile to begin with. */
export interface TemplateView {
  readonly id: string;
  readonly draft: ProfileDraft;
}

/** What can be asked of many machines at once. */
export const BULK_VERBS = ['start', 'shut-down', 'pause', 'resume', 'reboot', 'force-off'] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];

export interface BulkResultView extends RemovedView {
  /** The operation that it became, when the verb is one. */
  readonly operationId: string | null;
}

/** A result for each of many. */
export interface RemovedView {
  readonly id: string;
  readonly name: string;
  readonly problem: Problem | null;
}

export interface ArgumentView {
  readonly words: readonly string[];
  readonly why: ArgumentReason;
  readonly field: string | null;
}

/** A vBIOS file in the storage folders. */
export interface RomView {
  readonly path: string;
  readonly name: string;
  readonly report: RomReport;
  /** Names of the machines that show it to their guest. */
  readonly usedBy: readonly string[];
}

/** An upload under way, or left unfinished: it goes on at `receivedBytes`. */
export interface UploadView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'iso' | 'disk' | 'rom';
  readonly sizeBytes: number;
  readonly receivedBytes: number;
  readonly startedAt: number;
}

export interface StorageFileView {
  readonly path: string;
  readonly name: string;
  readonly kind: 'disk' | 'iso' | 'rom';
  readonly format: 'qcow2' | 'raw' | null;
  readonly sizeBytes: number;
  /** The machine that names it, when there is one. */
  readonly usedBy: string | null;
}

export interface ActivityItemView {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly text: string;
  readonly tone: ActivityTone;
  readonly actor: string | null;
  readonly operationId: string | null;
  readonly machineId: string | null;
  /** QEMU's own event behind it, as it came; null = there is none. */
  readonly raw: unknown;
}

export interface SessionStateView {
  readonly setupNeeded: boolean;
  readonly hostname: string;
  readonly simulated: boolean;
  readonly actor: { readonly name: string; readonly role: 'admin' | 'operator' | 'viewer' } | null;
}

export interface SessionView {
  readonly id: string;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly current: boolean;
}

export type { Holder, KernelHolder, OwnershipSpan, RecoveryKind };
