import type { MachineService } from '@baton/api/services';
import type { Settings } from '@baton/db';
import type { ZoneOffset } from '@baton/model/automation/next-due';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import type { Clock } from '../ports/clock';
import type { HostSleep } from '../ports/sleep';
import { cameDue, type Due, nearest } from './agenda';
import type { AutomationBook } from './book';
import type { Doer } from './doer';

/** Up to when everything that came due was seen to. */
const SETTING = 'automation.seen-until';
/** What is later than this is told, and not done: a machine that starts at noon because the lid was shut at seven surprises. */
const LATE_MS = 5 * 60_000;
/** A timer of Node's holds 24.8 days; looking once a day also bears with a clock that was set. */
const LONGEST_SLEEP_MS = 24 * 3_600_000;

export interface SchedulerDeps {
  readonly book: Pick<AutomationBook, 'all'>;
  readonly clock: Clock;
  readonly offset: ZoneOffset;
  readonly settings: Pick<Settings, 'get' | 'set'>;
  readonly sleep: Pick<HostSleep, 'watch'>;
  readonly doer: Pick<Doer, 'do'>;
  readonly machines: Pick<MachineService, 'view'>;
  readonly activity: Activity;
  readonly hub: Pick<EventHub, 'emit'>;
  readonly failed: (error: unknown) => void;
}

/** One timer for the nearest schedule of all, and none where there is no schedule. */
export class Scheduler {
  #seenUntil = 0;
  #looking: Promise<void> = Promise.resolve();
  #round: AbortController | null = null;
  #turning: Promise<void> | null = null;
  #stopped = false;
  #stopWatching: (() => void) | null = null;

  constructor(private readonly deps: SchedulerDeps) {}

  async start(): Promise<void> {
    const { settings, clock } = this.deps;
    const kept = await settings.get(SETTING);
    const now = clock.now();
    // A clock that ran ahead and was set right must not keep schedules silent until then.
    this.#seenUntil = typeof kept === 'number' && kept < now ? kept : now;
    await settings.set(SETTING, this.#seenUntil);
    this.#turning = this.#turn().catch(this.deps.failed);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#round?.abort();
    await this.#turning;
    await this.#looking;
    this.#stopWatching?.();
  }

  /** Sees to what came due up to now: call it before a schedule changes. */
  async upToNow(): Promise<void> {
    await this.#look();
    await this.deps.settings.set(SETTING, this.#seenUntil);
  }

  /** Schedules changed, or the clock did. */
  replan(): void {
    this.#round?.abort();
  }

  async #turn(): Promise<void> {
    while (!this.#stopped) {
      const round = new AbortController();
      this.#round = round;
      await this.#look();
      const now = this.deps.clock.now();
      const next = nearest(await this.deps.book.all(), now, this.deps.offset);
      this.#watchSleep(next !== null);
      if (this.#stopped) return;
      await this.#wait(next === null ? null : next.at - now, round.signal);
    }
  }

  /** @param ms null = until something changes */
  async #wait(ms: number | null, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    if (ms !== null) return this.deps.clock.sleep(Math.min(ms, LONGEST_SLEEP_MS), signal).catch(() => undefined);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  /** A timer stands still while the host sleeps. */
  #watchSleep(needed: boolean): void {
    if (needed) {
      this.#stopWatching ??= this.deps.sleep.watch((moment) => {
        if (moment === 'woke') this.replan();
      });
      return;
    }
    this.#stopWatching?.();
    this.#stopWatching = null;
  }

  /** One look after the other: nothing is done twice. */
  #look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookOnce()).catch(this.deps.failed);
    return this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const { book, clock, offset, settings } = this.deps;
    const nowMs = clock.now();
    const due = cameDue(await book.all(), { sinceMs: this.#seenUntil, nowMs }, offset);
    this.#seenUntil = Math.max(this.#seenUntil, nowMs);
    if (due.length === 0) return;
    // Before it is done: an agent that this brings down does not do it again.
    await settings.set(SETTING, this.#seenUntil);
    for (const entry of due) await this.#see(entry, nowMs);
  }

  async #see({ machineId, schedule, at }: Due, nowMs: number): Promise<void> {
    const { doer, hub } = this.deps;
    if (nowMs - at <= LATE_MS) await doer.do(machineId, schedule.verb, { cause: 'schedule' });
    else await this.#tellMissed({ machineId, schedule, at });
    hub.emit('machine', machineId);
  }

  async #tellMissed({ machineId, schedule, at }: Due): Promise<void> {
    const { machines, activity, offset } = this.deps;
    const machine = await machines.view(machineId).catch(() => null);
    if (!machine) return; // it was deleted
    const { verb, time } = schedule;
    const weekday = new Date(at + offset(at)).getUTCDay() || 7;
    const subject = { kind: 'machine', id: machineId, name: machine.name } as const;
    activity.record('automation.missed', subject, null, { verb, weekday, time });
  }
}
