import type { GpuView, PowerView } from '@baton/api/views';
import { refusals } from '@baton/model/handover/checks';
import { stateEvidence } from '@baton/model/handover/evidence';
import { type GpuFacts, mainFunction } from '@baton/model/handover/facts';
import { holderOf } from '@baton/model/handover/holder';
import { isBumblebee } from '@baton/model/handover/home';
import { kernelHolders } from '@baton/model/handover/kernel-holders';
import { observe } from '@baton/model/handover/observe';
import { RECOVERY_KINDS, type RecoveryKind, recoveryRefusal } from '@baton/model/handover/recover';
import type { Holder } from '@baton/model/operation/operation';
import { canSwitch } from '@baton/model/power/backend';
import { type Problem, problem } from '@baton/model/problem';
import type { GpuSurroundings } from './gpu-service';
import type { KeepQuestions } from './keep-questions';
import type { Lease } from './lease';
import type { GpuObserver } from './observer';
import type { Ownership } from './ownership';
import type { PowerSettingKeeper } from './power-setting';

export interface GpuViewParts {
  readonly observer: GpuObserver;
  readonly lease: Lease;
  readonly ownership: Ownership;
  readonly around: GpuSurroundings;
  readonly keep: KeepQuestions;
  readonly powerSetting: PowerSettingKeeper;
}

/** The GPU as pages see it. */
export class GpuViews {
  constructor(private readonly parts: GpuViewParts) {}

  async view(): Promise<GpuView | null> {
    const { observer, ownership, around, lease, keep } = this.parts;
    const sight = await observer.current();
    if (!sight) return null;
    const { facts } = sight;
    const [span, wantedBy, lastHandoverMs] = await Promise.all([
      ownership.current(facts.address),
      around.wantedBy(),
      around.lastHandoverMs(),
    ]);
    const holder = this.holder(facts, span?.holder);
    return {
      ...identity(facts),
      state: observe(facts),
      holder,
      since: span && sameHolder(span.holder, holder) ? span.from : null,
      asleep: mainFunction(facts)?.runtimeStatus === 'suspended',
      functions: facts.functions,
      processes: facts.processes,
      kernelHolders: kernelHolders(facts),
      services: facts.services.filter(({ active }) => active).map(({ name }) => name),
      bumblebee: isBumblebee(facts),
      power: this.#power(),
      canPowerOff: canSwitch(facts.power.backend),
      evidence: stateEvidence(facts),
      recoveries: RECOVERY_KINDS.map((how) => ({ how, refusal: this.recoveryRefusal(facts, how) })),
      keepQuestion: keep.current,
      blockers: refusals(facts, 'vfio'),
      wantedBy,
      operationId: observer.moving ?? lease.operationId,
      lastHandoverMs,
    };
  }

  /** Who has it. `before` answers while it is on its way. */
  holder(facts: GpuFacts, before: Holder = { kind: 'nobody' }): Holder {
    const { runner } = this.parts.lease;
    return runner ? { kind: 'machine', ...runner } : holderOf(observe(facts), facts, before);
  }

  /** A machine has the lease: people shut it down first. */
  leased(to: 'host' | 'off' | 'machine'): readonly Problem[] {
    const { lease, observer } = this.parts;
    if (to === 'machine' || !lease.borrower || !observer.gpu) return [];
    return [problem('gpu.in-guest', { address: observer.gpu })];
  }

  #power(): PowerView {
    const { observer, powerSetting } = this.parts;
    const choice = observer.power;
    return { ...choice, setting: powerSetting.current, canSwitch: canSwitch(choice.backend) };
  }

  /** Why it cannot be recovered this way now; null = it can. */
  recoveryRefusal(facts: GpuFacts, how: RecoveryKind): Problem | null {
    const own = recoveryRefusal(facts, how);
    // A stuck kernel outweighs whoever has the lease.
    return own?.code === 'gpu.wedged' ? own : (this.leased('host')[0] ?? own);
  }
}

/** What it is, whoever has it. */
export function identity(facts: GpuFacts) {
  const main = mainFunction(facts);
  const driver = main?.driver ?? null;
  return {
    address: facts.address as string,
    name: main?.name ?? facts.address,
    vendorId: main?.vendorId ?? '',
    deviceId: main?.deviceId ?? '',
    subsystemVendorId: main?.subsystemVendorId ?? '',
    subsystemDeviceId: main?.subsystemDeviceId ?? '',
    driver,
    driverVersion: facts.modules.find((module) => module.name === driver)?.version ?? null,
  };
}

function sameHolder(a: Holder, b: Holder): boolean {
  return a.kind === b.kind && (a.kind !== 'machine' || b.kind !== 'machine' || a.id === b.id);
}
