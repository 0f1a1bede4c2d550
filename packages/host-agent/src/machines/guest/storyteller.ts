import type { MachineNews } from '@baton/model/machine/news';
import { isQmpEvent, type QmpEvent } from '@baton/qmp';
import type { Activity } from '../../operations/activity';
import type { Clock } from '../../ports/clock';
import type { Member } from '../fleet';
import { Calm } from './calm';
import type { MachineMemories } from './memory';
import { diskIndex, newsOf } from './news';

/** A guest that keeps its time by the network corrects its clock by a second now and then: that is no news. */
const CLOCK_NEWS_SECONDS = 60;

export interface StorytellerParts {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly memories: MachineMemories;
  readonly defect: (error: unknown, reference: string) => void;
}

/** Puts what QEMU tells of a machine into its history, in words and calmly, and keeps what the next start has to know. */
export class Storyteller {
  readonly #calm: Calm;
  readonly #working = new Set<Promise<void>>();

  constructor(private readonly parts: StorytellerParts) {
    this.#calm = new Calm(parts.clock);
  }

  heard(member: Member, event: QmpEvent): void {
    if (isQmpEvent(event, 'RTC_CHANGE')) this.#clockSet(member, event.data.offset, event);
    if (isQmpEvent(event, 'BLOCK_IMAGE_CORRUPTED') && event.data.fatal) this.#damaged(member, diskIndex(event.data));
    if (isQmpEvent(event, 'SHUTDOWN')) {
      member.farewell = event;
      // The next start has to know.
      this.#calm.flush(clockKind(member));
    }
    const news = newsOf(event);
    if (news) this.#tell(member, news, event);
  }

  /** Resolves when everything told so far is kept. */
  async stop(): Promise<void> {
    this.#calm.stop();
    await Promise.all(this.#working);
  }

  #tell({ id, name }: Member, news: MachineNews, raw: QmpEvent): void {
    this.#calm.offer(`${id} ${news.news}`, (times) => {
      this.parts.activity.record('machine.told', { kind: 'machine', id, name }, null, { ...news, times, raw });
    });
  }

  /** Counted from what the run began with (QEMU qapi/misc-target.json, RTC_CHANGE). */
  #clockSet(member: Member, offset: number, event: QmpEvent): void {
    const { memories } = this.parts;
    const keep = async (): Promise<void> => {
      const { clock } = await memories.of(member.id);
      const aheadSeconds = clock.atStart + offset;
      const moved = Math.abs(aheadSeconds - clock.aheadSeconds);
      await memories.change(member.id, { clock: { ...clock, aheadSeconds } });
      if (moved >= CLOCK_NEWS_SECONDS) this.#tell(member, { news: 'clock-set', facts: { aheadSeconds } }, event);
    };
    this.#calm.offer(clockKind(member), () => this.#work(keep()));
  }

  #damaged(member: Member, disk: number | null): void {
    const path = disk === null ? undefined : member.launch?.diskPaths[disk];
    const at = this.parts.clock.now();
    if (path) this.#work(this.parts.memories.change(member.id, { damaged: { path, at } }));
  }

  #work(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => this.parts.defect(error, 'machines'))
      .finally(() => this.#working.delete(settled));
    this.#working.add(settled);
  }
}

function clockKind({ id }: Member): string {
  return `${id} RTC_CHANGE`;
}
