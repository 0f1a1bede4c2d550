import { describeLine } from '@baton/model/describe';
import type { GpuLender } from '../handover/lender';
import type { Activity } from '../operations/activity';
import type { HostSleep } from '../ports/sleep';
import type { Fleet, Member } from './fleet';

const WHY = 'A machine has the GPU and is paused first';

export interface SleepGuardDeps {
  readonly sleep: HostSleep;
  readonly fleet: Fleet;
  readonly lender: Pick<GpuLender, 'checkAfterSleep'>;
  readonly activity: Activity;
  readonly defect: (error: unknown, reference: string) => void;
}

/**
 * While a machine has the GPU, sleep of the host is put off for the moment that it takes to pause the machine; after the host
 * woke up the GPU is looked at, and the machine goes on when it is there. Root can suspend without asking anybody
 * (docs/kernel-notes.md, Sleep): this prepares, it does not forbid.
 */
export class SleepGuard {
  readonly #asleep = new Set<Member>();
  #release: (() => void) | null = null;
  #stopWatching: (() => void) | null = null;
  #taking: Promise<void> | null = null;

  constructor(private readonly deps: SleepGuardDeps) {}

  /** Call whenever a machine may have got or lost the GPU. Cheap when nothing changed. */
  refresh(): void {
    const needed = this.#holders().length > 0 || this.#asleep.size > 0;
    if (!needed) {
      this.stop();
      return;
    }
    this.#stopWatching ??= this.deps.sleep.watch((moment) => {
      const work = moment === 'going' ? this.#prepare() : this.#wakeUp();
      work.catch((error: unknown) => this.deps.defect(error, 'sleep'));
    });
    if (this.#asleep.size === 0) this.#take();
  }

  stop(): void {
    this.#stopWatching?.();
    this.#stopWatching = null;
    this.#letGo();
  }

  #holders(): readonly Member[] {
    return this.deps.fleet.up().filter((member) => member.withGpu);
  }

  #take(): void {
    if (this.#release || this.#taking) return;
    this.#taking = this.deps.sleep
      .delay(WHY)
      .then((release) => {
        // The machine may have ended while the login manager was asked.
        if (this.#stopWatching) this.#release = release;
        else release?.();
      })
      .catch((error: unknown) => this.deps.defect(error, 'sleep'))
      .finally(() => {
        this.#taking = null;
      });
  }

  #letGo(): void {
    this.#release?.();
    this.#release = null;
  }

  /** Whatever becomes of it, sleep is not kept waiting longer than the pause takes. */
  async #prepare(): Promise<void> {
    try {
      for (const member of this.#holders()) {
        if (member.driver.state.kind !== 'running') continue;
        this.#asleep.add(member);
        await member.driver.pauseForSleep(member.name);
      }
    } finally {
      this.#letGo();
    }
  }

  async #wakeUp(): Promise<void> {
    if (this.#asleep.size > 0) {
      const lost = await this.deps.lender.checkAfterSleep();
      for (const member of this.#asleep) await this.#goOn(member, lost === null);
      if (lost) this.deps.defect(new Error(describeLine(lost)), 'sleep');
      this.#asleep.clear();
    }
    this.refresh();
  }

  async #goOn(member: Member, gpuIsThere: boolean): Promise<void> {
    const { id, name, driver } = member;
    this.deps.activity.record('gpu.slept', { kind: 'machine', id, name }, null, { lost: !gpuIsThere });
    const { state } = driver;
    if (gpuIsThere && state.kind === 'paused' && state.reason === 'host-sleep') await driver.resume(name);
  }
}
