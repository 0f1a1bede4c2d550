import {
  connectGuestAgent,
  GuestAgentError,
  GuestAgentInterrupted,
  GuestAgentRefusal,
  type GuestAgentSession,
  isQmpEvent,
  type QmpEvent,
  type QmpSession,
} from '@baton/qmp';
import type { Clock } from '../../ports/clock';

/** As the command line names them (model/qemu/sections/channels.ts). */
const AGENT_PORT = 'channel1';
const AGENT_CHARDEV = 'agent0';
const THAW_AGAIN_MS = 5_000;
const THAW_TRIES = 3;
const THAW_WAIT = { timeoutMs: 10_000 };

export interface GuestLinkParts {
  /** Path of the agent's socket. */
  readonly socket: string;
  readonly clock: Clock;
  /** The agent came or went. */
  readonly onChange: () => void;
}

/**
 * One machine's line to the agent in its guest: whether one is there, and a session that is opened when somebody asks. Whether one
 * is there is known by QEMU alone, which sees the guest open its port (VSERPORT_CHANGE): a socket that can be connected to proves
 * nothing.
 */
export class GuestLink {
  #present = false;
  #session: Promise<GuestAgentSession> | null = null;
  /** We froze it, and have not seen it thaw. */
  #owesThaw = false;
  #thawing: AbortController | null = null;
  /** Of the agent that is there now: another one may run in another system. */
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(private readonly parts: GuestLinkParts) {}

  get present(): boolean {
    return this.#present;
  }

  /** Its monitor was opened: whatever it told before that is not known. */
  async look(monitor: QmpSession): Promise<void> {
    const ports = await monitor.execute('query-chardev').catch(() => []);
    const port = ports.find(({ label }) => label === AGENT_CHARDEV);
    if (port) this.#turn(port['frontend-open']);
    if (this.#present && !this.#owesThaw) await this.#freeOfEarlier();
  }

  heard(event: QmpEvent): void {
    if (isQmpEvent(event, 'VSERPORT_CHANGE') && event.data.id === AGENT_PORT) this.#turn(event.data.open);
  }

  /** The process is gone, or we leave it. */
  drop(): void {
    this.#thawing?.abort();
    this.#thawing = null;
    this.#owesThaw = false;
    this.#turn(false);
  }

  /**
   * One after the other, on a session that is opened for the first. What the guest was asked and did not answer is thrown.
   * @returns null when no agent is there
   * @throws GuestAgentError
   */
  async ask<T>(work: (agent: GuestAgentSession) => Promise<T>): Promise<T | null> {
    if (!this.#present) return null;
    return work(await this.#open());
  }

  /** The same, with null also for a guest that refuses or does not answer. */
  async try<T>(work: (agent: GuestAgentSession) => Promise<T>): Promise<T | null> {
    return this.ask(work).catch(nullIfAgents);
  }

  /** Asked once for as long as this agent is there; what failed is asked again. */
  async once<T>(what: string, work: (agent: GuestAgentSession) => Promise<T>): Promise<T | null> {
    const known = this.#known.get(what) as Promise<T | null> | undefined;
    if (known) return known;
    const asked = this.try(work);
    this.#known.set(what, asked);
    const answer = await asked;
    if (answer === null && this.#known.get(what) === asked) this.#known.delete(what);
    return answer;
  }

  async freeze(): Promise<number | null> {
    if (!this.#present) return null;
    this.#owesThaw = true;
    const frozen = await this.try((agent) => agent.execute('guest-fsfreeze-freeze'));
    // Some may be frozen although the answer was an error, or none came.
    if (frozen === null) await this.thaw();
    return frozen;
  }

  /** Tried a few times now, and from then on until it thaws or is gone. */
  async thaw(): Promise<boolean> {
    this.#thawing?.abort();
    if (!this.#present && !this.#owesThaw) return true;
    for (let tries = 0; tries < THAW_TRIES; tries += 1) {
      if (await this.#thawNow()) return true;
    }
    if (this.#owesThaw) void this.#keepThawing();
    return false;
  }

  /** Nothing that we froze stays frozen when we leave. */
  async leave(): Promise<void> {
    if (this.#owesThaw) await this.thaw();
    this.drop();
  }

  async #thawNow(): Promise<boolean> {
    const thaw = (agent: GuestAgentSession) => agent.execute('guest-fsfreeze-thaw', undefined, THAW_WAIT);
    const thawed = await this.ask(thaw).then((count) => count !== null, isWithoutFreeze);
    if (thawed) this.#owesThaw = false;
    return thawed;
  }

  async #keepThawing(): Promise<void> {
    const stop = new AbortController();
    this.#thawing = stop;
    while (!stop.signal.aborted && this.#owesThaw) {
      await this.parts.clock.sleep(THAW_AGAIN_MS, stop.signal).catch(() => undefined);
      if (!stop.signal.aborted && (await this.#thawNow())) return;
    }
  }

  /** An agent that was killed while it held a guest frozen cannot thaw it: whoever finds it so does. */
  async #freeOfEarlier(): Promise<void> {
    const status = await this.try((agent) => agent.execute('guest-fsfreeze-status'));
    if (status === 'frozen' && !this.#owesThaw) await this.#thawNow();
  }

  #turn(present: boolean): void {
    if (present === this.#present) return;
    this.#present = present;
    this.#known.clear();
    // What was under way will not be answered by another agent.
    const session = this.#session;
    this.#session = null;
    session?.then((open) => open.close()).catch(() => undefined);
    this.parts.onChange();
  }

  #open(): Promise<GuestAgentSession> {
    if (this.#session) return this.#session;
    const opening = connectGuestAgent(this.parts.socket);
    this.#session = opening;
    const forget = () => {
      if (this.#session === opening) this.#session = null;
    };
    opening.then((session) => session.closed.then(forget), forget);
    return opening;
  }
}

/** Whether the guest went away in the middle of it: what was asked may have been the reason. */
export function wasInterrupted(error: unknown): boolean {
  return error instanceof GuestAgentInterrupted;
}

/** An agent that cannot thaw has not frozen either. */
function isWithoutFreeze(error: unknown): boolean {
  return error instanceof GuestAgentRefusal ? error.errorClass === 'CommandNotFound' : nullIfAgents(error) !== null;
}

function nullIfAgents(error: unknown): null {
  if (error instanceof GuestAgentError) return null;
  throw error;
}
