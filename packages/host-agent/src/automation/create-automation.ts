import type { AutomationService } from '@baton/api/live/automation';
import type { MachineService } from '@baton/api/services';
import type { Automations, Settings } from '@baton/db';
import type { ZoneOffset } from '@baton/model/automation/next-due';
import type { StreamEventKind } from '@baton/model/event';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import type { Clock } from '../ports/clock';
import type { HostSleep } from '../ports/sleep';
import { autostart } from './autostart';
import { AutomationBook } from './book';
import { Doer } from './doer';
import { isFreshBoot } from './fresh-boot';
import { type Life, Lives } from './lives';
import { StartQueue } from './queue';
import { Scheduler } from './scheduler';
import { createAutomationService } from './service';

export interface AutomationParts {
  readonly automations: Pick<Automations, 'list' | 'set'>;
  readonly settings: Pick<Settings, 'get' | 'set'>;
  readonly machines: Pick<MachineService, 'view' | 'start' | 'shutDown'>;
  readonly life: (machineId: string) => Life | null;
  readonly bootId: () => Promise<string>;
  readonly clock: Clock;
  readonly offset: ZoneOffset;
  readonly sleep: Pick<HostSleep, 'watch'>;
  readonly activity: Activity;
  readonly hub: Pick<EventHub, 'emit'>;
  readonly failed: (error: unknown) => void;
}

export interface RunningAutomation {
  readonly service: AutomationService;
  /** Every event of the agent comes by here. Cheap, and never throws. */
  heard(kind: StreamEventKind, subject?: string): void;
  /** Machines are known and the doors are open. Returns at once: what starts with the host starts meanwhile. */
  start(): Promise<void>;
  /** What was begun goes on; nothing new is begun. */
  stop(): Promise<void>;
}

/** Autostart, schedules and starts that wait for another machine, wired. Does nothing before `start()`. */
export function createAutomation(parts: AutomationParts): RunningAutomation {
  const { settings, clock, failed } = parts;
  const book = new AutomationBook(parts.automations, failed);
  const lives = new Lives(parts.life);
  const doer = new Doer(parts);
  const scheduler = new Scheduler({ ...parts, book, doer });
  const queue = new StartQueue({ ...parts, lives, doer });
  const ending = new AbortController();
  let starting: Promise<void> = Promise.resolve();
  lives.watch((machineId) => queue.follow(machineId));

  return {
    service: createAutomationService({ ...parts, book, queue, scheduler, now: () => clock.now() }),
    heard(kind, subject) {
      if (subject === undefined || ending.signal.aborted) return;
      if (kind === 'profile') {
        // It may have been deleted, with what it does by itself.
        book.forget();
        scheduler.replan();
      }
      if (kind === 'profile' || kind === 'machine') lives.changed(subject);
    },
    async start() {
      if (await isFreshBoot(settings, await parts.bootId())) {
        starting = autostart({ book, doer, lives, clock }, ending.signal).catch(failed);
      }
      await scheduler.start();
    },
    async stop() {
      ending.abort();
      queue.clear();
      await scheduler.stop();
      await starting;
      await queue.settled();
    },
  };
}
