import { describeLine } from '@baton/model/describe';
import type { GpuLender } from '../handover/lender';
import type { Activity } from '../operations/activity';
import type { Clock } from '../ports/clock';
import type { HostSleep } from '../ports/sleep';
import type { Fleet, Member } from './fleet';

const WHY = 'A machine has the GPU and is paused first';

export interface SleepGuardDeps {
  readonly sleep: HostSleep;
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly lender: Pick<GpuLender, 'checkAfterSleep'>;
  readonly activity: Activity;
  readonly defect: (error: unknown, reference: string) => void;
}

/**
 * While a machine has the GPU, sleep of the host is put off for the moment that it takes to pause the machine; after the host
 * woke up the GPU is looked at, and the machine goes on when it is there. Guests with an agent are told the time then, with a GPU or
 * without. Root can suspend without asking anybody
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
    const delays = this.#holders().length > 0 || this.#asleep.size > 0;
    if (!delays && this.#listeners().length === 0) {
      this.stop();
      return;
    }
    this.#stopWatching ??= this.deps.sleep.watch((moment) => {
      const work = moment === 'going' ? this.#prepare() : this.#wakeUp();
      work.catch((error: unknown) => this.deps.defect(error, 'sleep'));
    });
    if (!delays) this.#letGo();
    else if (this.#asleep.size === 0) this.#take();
  }

  stop(): void {
    this.#stopWatching?.();
    this.#stopWatching = null;
    this.#letGo();
  }

  #holders(): readonly Member[] {
    return this.deps.fleet.up().filter((member) => member.withGpu);
  }

  /** Guests that can be told the time when the host woke up: theirs stood still. */
  #listeners(): readonly Member[] {
    return this.deps.fleet.up().filter(({ guest }) => guest.present);
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
    await Promise.all(this.#listeners().map((member) => this.#setTime(member)));
    this.refresh();
  }

  async #setTime({ driver, guest }: Member): Promise<void> {
    if (driver.state.kind !== 'running') return;
    const nanoseconds = () => this.deps.clock.now() * 1_000_000;
    await guest.try((agent) => agent.execute('guest-set-time', { time: nanoseconds() }));
  }

  async #goOn(member: Member, gpuIsThere: boolean): Promise<void> {
    const { id, name, driver } = member;
    this.deps.activity.record('gpu.slept', { kind: 'machine', id, name }, null, { lost: !gpuIsThere });
    const { state } = driver;
    if (gpuIsThere && state.kind === 'paused' && state.reason === 'host-sleep') await driver.resume(name);
  }
}
