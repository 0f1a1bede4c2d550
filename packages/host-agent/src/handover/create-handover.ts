import { join } from 'node:path';
import type { GpuService } from '@baton/api/services';
import { holderOf } from '@baton/model/handover/holder';
import { observe } from '@baton/model/handover/observe';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import type { OperationRecorder } from '../operations/recorder';
import type { Clock } from '../ports/clock';
import type { HostHardware } from '../ports/host-hardware';
import { Executor } from './executor';
import { Lender } from './gpu-lender';
import { Gpu, type GpuSurroundings } from './gpu-service';
import { HomeFile } from './home-file';
import { FileJournal, type HandoverJournal } from './journal';
import { KeepQuestions } from './keep-questions';
import { Lease } from './lease';
import type { GpuLender } from './lender';
import { Mover } from './mover';
import { GpuObserver } from './observer';
import { Ownership, type SpanStore } from './ownership';
import { PowerSettingKeeper, type SettingStore } from './power-setting';
import { recover } from './recovery';
import { RepairNote } from './repair-note';
import { WedgedMarker } from './wedged-marker';

export interface HandoverParts {
  readonly hardware: HostHardware;
  readonly clock: Clock;
  /** An existing folder of the agent's: journal, marker and home are kept in it. */
  readonly folder: string;
  readonly recorder: OperationRecorder;
  readonly events: EventHub;
  readonly spans: SpanStore;
  readonly around: GpuSurroundings;
  readonly assignment: GpuAssignment['kind'];
  /** A defect or a lost record: for the agent's log. */
  readonly failed: (error: unknown) => void;
  readonly activity: Activity;
  /** Where the chosen power switch is kept. */
  readonly settings: SettingStore;
  /** The user that runs QEMU, when it is not the agent's own. */
  readonly vmUid?: number;
  /** Instead of the file in `folder`. */
  readonly journal?: HandoverJournal;
}

/** Everything around the GPU's way between host and machines. */
export interface Handover {
  readonly lender: GpuLender;
  readonly gpu: GpuService;
  /** The agent stops: nobody can answer what is asked now. */
  giveUp(): void;
  /** The host's devices changed without us: the next view looks again. */
  changed(): void;
  /**
   * Finds the GPU, ends what an earlier agent left open, and notes who has it. Before any other call.
   * @returns a stop that waits for the move under way and the last records.
   */
  start(): Promise<() => Promise<void>>;
}

/** Puts the hand-over together; nothing happens before `start`. */
export function createHandover(parts: HandoverParts): Handover {
  const { hardware, clock, events, recorder, around, assignment, failed, folder } = parts;
  const journal = parts.journal ?? new FileJournal(join(folder, 'handover.journal'));
  const home = new HomeFile(join(folder, 'gpu-home.json'));
  const wedged = new WedgedMarker(join(folder, 'gpu-wedged.json'));
  const repair = new RepairNote(join(folder, 'gpu-repair'));
  const powerSetting = new PowerSettingKeeper(parts.settings);
  const observer = new GpuObserver({
    ...{ hardware, home, wedged, repair, clock },
    powerSetting: () => powerSetting.current,
    vmUid: parts.vmUid ?? null,
  });
  const executor = new Executor({ hardware, clock, observer, journal, wedged, repair, events });
  const mover = new Mover({ observer, executor, home, clock, events });
  const lease = new Lease();
  const ownership = new Ownership({ spans: parts.spans, clock, failed });
  const keep = new KeepQuestions({ clock, events });
  const lender = new Lender({ observer, mover, lease, ownership, events, assignment, keep });
  const gpu = new Gpu({
    ...{ observer, mover, lease, ownership, recorder, around, failed, keep, powerSetting, events },
    activity: parts.activity,
    holders: hardware.holders,
    masters: hardware.masters,
    optirun: () => hardware.optirun(),
  });

  return {
    lender,
    gpu,
    giveUp: () => keep.giveUp(),
    changed: () => {
      observer.stale();
      events.emit('gpu');
    },
    start: async () => {
      await powerSetting.load();
      await observer.start();
      await recover({ observer, executor, mover, home, journal, recorder });
      await noteHolder(observer, ownership);
      return () => gpu.settled();
    },
  };
}

/** Something may have moved it while no agent looked. A machine that still has it is adopted by its supervisor. */
async function noteHolder(observer: GpuObserver, ownership: Ownership): Promise<void> {
  const sight = await observer.current();
  if (!sight) return;
  const { facts } = sight;
  const before = (await ownership.current(facts.address))?.holder ?? { kind: 'nobody' };
  ownership.handTo(facts.address, holderOf(observe(facts), facts, before));
}
