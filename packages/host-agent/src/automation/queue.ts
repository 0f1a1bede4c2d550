import type { Actor } from '@baton/model/access/roles';
import { isUp } from '@baton/model/machine/state';
import { fail } from '@baton/model/problem';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import type { Doer } from './doer';
import type { Life, Lives } from './lives';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** One machine that starts when another one has stopped. */
interface Wait {
  readonly machine: Named;
  readonly after: Named;
  /** The other one was up: when it is not any more, it has stopped. */
  ran: boolean;
  /** The other one has stopped, and what it had is on its way back. */
  going: boolean;
}

export interface StartQueueDeps {
  readonly lives: Lives;
  readonly doer: Pick<Doer, 'do'>;
  readonly activity: Activity;
  readonly hub: Pick<EventHub, 'emit'>;
  readonly failed: (error: unknown) => void;
}

/**
 * Starts that wait for the end of another machine. In memory only: after a restart nobody may remember what was asked for. Any end
 * counts, a crash too, but for one: a machine that did not come up has not stopped either, and who waits for it is let go.
 */
export class StartQueue {
  readonly #waits = new Map<string, Wait>();
  readonly #going = new Set<Promise<void>>();

  constructor(private readonly deps: StartQueueDeps) {}

  /** What that machine waits for. */
  afterOf(machineId: string): Named | null {
    return this.#waits.get(machineId)?.after ?? null;
  }

  waiting(): readonly string[] {
    return [...this.#waits.keys()];
  }

  /** @throws ProblemError `automation.self` | `automation.up` | `automation.not-up` | `automation.cycle` */
  put(machine: Named, after: Named, actor: Actor): void {
    const { lives, activity, hub } = this.deps;
    const names = { name: machine.name, afterName: after.name };
    if (machine.id === after.id) fail('automation.self', { name: machine.name });
    if (this.#isUp(machine.id)) fail('automation.up', { name: machine.name });
    if (!this.#isUp(after.id) && !this.#waits.has(after.id)) fail('automation.not-up', names);
    if (this.#leadsTo(after.id, machine.id)) fail('automation.cycle', names);
    const kind = lives.of(after.id)?.state.kind;
    this.#waits.set(machine.id, { machine, after, ran: kind !== 'starting' && kind !== 'stopped', going: false });
    activity.record('automation.queued', { kind: 'machine', ...machine }, actor, { after: after.name });
    hub.emit('machine', machine.id);
  }

  take(machineId: string, actor: Actor): void {
    const wait = this.#waits.get(machineId);
    if (!wait) return;
    const { machine, after } = wait;
    this.#waits.delete(machineId);
    this.deps.activity.record('automation.unqueued', { kind: 'machine', ...machine }, actor, { after: after.name });
    this.deps.hub.emit('machine', machineId);
    this.#letGo(machineId);
  }

  /** That machine's state changed. */
  follow(machineId: string): void {
    const life = this.deps.lives.of(machineId);
    if (!life) {
      this.#gone(machineId);
      return;
    }
    // It starts: whoever asked for it, there is nothing left to wait for.
    if (isUp(life.state)) this.#waits.delete(machineId);
    for (const wait of this.#behind(machineId)) this.#look(wait, life);
  }

  /** Resolves when no start is on its way. */
  async settled(): Promise<void> {
    while (this.#going.size > 0) await Promise.all(this.#going);
  }

  clear(): void {
    this.#waits.clear();
  }

  #look(wait: Wait, { state, back }: Life): void {
    if (wait.going || state.kind === 'starting') return;
    if (state.kind !== 'stopped') {
      wait.ran = true;
    } else if (wait.ran && state.last?.cause !== 'start-failed') {
      wait.going = true;
      const going = this.#go(wait, back)
        .catch(this.deps.failed)
        .finally(() => this.#going.delete(going));
      this.#going.add(going);
    } else if (!this.#waits.has(wait.after.id)) {
      this.#drop(wait);
    }
  }

  async #go(wait: Wait, back: () => Promise<void>): Promise<void> {
    const { id } = wait.machine;
    // The end is told before the GPU's way back begins.
    await Promise.resolve();
    await back();
    if (this.#waits.get(id) !== wait) return;
    const begun = await this.deps.doer.do(id, 'start', { cause: 'after', after: wait.after.name });
    if (this.#waits.get(id) === wait) this.#waits.delete(id);
    this.deps.hub.emit('machine', id);
    if (!begun) this.#letGo(id);
  }

  /** It was deleted. */
  #gone(machineId: string): void {
    this.#waits.delete(machineId);
    this.#letGo(machineId);
  }

  /** It does not start after all: who waited for it waits in vain. */
  #letGo(machineId: string): void {
    if (this.#isUp(machineId)) return;
    for (const wait of this.#behind(machineId)) if (!wait.going) this.#drop(wait);
  }

  #drop({ machine, after }: Wait): void {
    this.#waits.delete(machine.id);
    this.deps.activity.record('automation.dropped', { kind: 'machine', ...machine }, null, { after: after.name });
    this.deps.hub.emit('machine', machine.id);
    this.#letGo(machine.id);
  }

  #behind(machineId: string): readonly Wait[] {
    return [...this.#waits.values()].filter(({ after }) => after.id === machineId);
  }

  #isUp(machineId: string): boolean {
    const life = this.deps.lives.of(machineId);
    return life !== null && isUp(life.state);
  }

  #leadsTo(fromId: string, toId: string): boolean {
    const next = this.#waits.get(fromId)?.after.id;
    return next !== undefined && (next === toId || this.#leadsTo(next, toId));
  }
}
