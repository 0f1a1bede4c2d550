import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedLaptop } from '../../src/adapters/simulated/laptop/laptop';
import type { Scenario } from '../../src/adapters/simulated/laptop/scenarios';
import { createHandover, type Handover } from '../../src/handover/create-handover';
import type { HandoverJournal } from '../../src/handover/journal';
import { MemoryRecorder, type RecordedOperation } from './memory-recorder';
import { MemorySettings } from './memory-settings';
import { MemorySpans } from './memory-spans';
import { TurnedClock } from './turned-clock';

export const WIN10 = { id: 'win10', name: 'win10' };
export const TRAIN = { id: 'train', name: 'train' };
export const OWNER = { id: 'owner', name: 'owner', role: 'admin', via: 'browser' } as const;

/** A process of the host that has the GPU open. */
export const BLENDER = {
  pid: 9,
  user: 'anna',
  command: 'blender',
  opens: ['/dev/nvidia0'],
  since: null,
  startTicks: 77,
  ignoresTerm: false,
};

/** In memory where there is such a place: hundreds of journals are synced to the disk here. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface KitOptions {
  readonly scenario?: Scenario;
  /** The user that runs QEMU. */
  readonly vmUid?: number;
  /** Wraps or replaces the journal of the agent's folder. */
  readonly journal?: (file: string) => HandoverJournal;
}

/** A simulated laptop with an agent on it that can be restarted. Time passes only by waiting. */
export class Kit {
  readonly folder = mkdtempSync(join(FOLDER, 'baton-handover-'));
  readonly clock = new TurnedClock();
  readonly spans = new MemorySpans();
  readonly recorder = new MemoryRecorder();
  readonly settings = new MemorySettings();
  readonly activities: string[] = [];
  readonly failures: unknown[] = [];
  /** The pids of machines that live. */
  readonly alive = new Set<number>();
  readonly laptop: SimulatedLaptop;

  constructor(private readonly options: KitOptions = {}) {
    this.laptop = new SimulatedLaptop({
      file: join(this.folder, 'laptop.json'),
      scenario: options.scenario ?? 'optimus',
      clock: this.clock,
      pace: 'none',
      isAlive: (pid) => this.alive.has(pid),
    });
  }

  /** A new agent on the same laptop and the same folder. */
  agent(journal: KitOptions['journal'] = this.options.journal): Handover {
    return createHandover({
      hardware: this.laptop,
      clock: this.clock,
      folder: this.folder,
      recorder: this.recorder,
      events: { emit: () => undefined, watched: () => true },
      spans: this.spans,
      around: {
        wantedBy: async () => [WIN10],
        qemuArgv: async (id) => ['qemu-system-x86_64', '-name', id],
        lastHandoverMs: async () => null,
      },
      assignment: 'stand-in',
      activity: { record: (kind) => void this.activities.push(kind) },
      settings: this.settings,
      ...(this.options.vmUid !== undefined && { vmUid: this.options.vmUid }),
      failed: (error) => this.failures.push(error),
      journal: journal?.(join(this.folder, 'handover.journal')),
    });
  }

  async started(): Promise<Handover> {
    const agent = this.agent();
    await agent.start();
    return agent;
  }

  /** An operation of a machine, as its supervisor begins it. */
  operation(): RecordedOperation {
    const subject = { kind: 'machine', id: WIN10.id, name: WIN10.name } as const;
    return this.recorder.begin({ kind: 'start', subject, actor: OWNER, steps: [] });
  }

  /** QEMU of a machine opens the group. */
  guestOpens(pid: number): void {
    this.alive.add(pid);
    this.laptop.vfioGroupOpened(pid, 1);
  }

  /** Time for the view to look again. */
  later(): void {
    this.clock.advance(1_000);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** `0000:01:00.0 vfio-pci` for every function of the GPU's slot. */
  drivers(): Readonly<Record<string, string | null>> {
    const slot = this.laptop.state.functions.filter((fn) => fn.address.startsWith('0000:01:00') && fn.present);
    return Object.fromEntries(slot.map((fn) => [fn.address, fn.driver]));
  }
}
