import { judge, type MachineVerb } from '@baton/model/machine/actions';
import { isUp, type MachineState, type RunEnd } from '@baton/model/machine/state';
import { fail } from '@baton/model/problem';
import {
  asKnownEvent,
  asRunState,
  isQmpEvent,
  type QmpEvent,
  QmpInterrupted,
  type QmpSession,
  QmpTimeout,
  quitQemu,
} from '@baton/qmp';
import type { Clock } from '../ports/clock';
import type { ProcessExit, RunningQemu } from '../ports/qemu-launcher';
import { endCause } from './end-cause';
import { openMonitor } from './monitor';
import { EVENT_EFFECTS, RUN_STATES } from './qemu-state';

/** How long a guest may take over its shutdown before Force off is offered in place. */
export const SHUT_DOWN_PATIENCE_MS = 60_000;
const QUIT_TIMEOUT_MS = 2_000;
const FORCE_PATIENCE_MS = 3_000;
const RECONNECT_EVERY_MS = 2_000;
/** A process that closed its monitor is given this long to go before it counts as not answering. */
const GOING_MS = 1_000;

export interface DriverDeps {
  readonly clock: Clock;
  /** The state changed. */
  readonly onChange: () => void;
  /** The process is gone; the state is `stopped` already. */
  readonly onEnded: (end: RunEnd) => void;
  /** QEMU's own last words. */
  readonly words: () => Promise<string>;
}

/** A QEMU process with its monitor, from spawn or adoption to its end. */
interface Life {
  readonly qemu: RunningQemu;
  readonly socket: string;
  readonly startedAt: number;
  session: QmpSession | null;
  asked: 'shut-down' | 'force-off' | null;
  shutdownReason: string | null;
  diskFull: boolean;
  booted: boolean;
  gone: Promise<ProcessExit> | null;
}

/** Owns one machine's state: everybody else asks. Every request is judged first and may be repeated. */
export class MachineDriver {
  #state: MachineState = { kind: 'stopped' };
  #life: Life | null = null;
  #before: MachineState = { kind: 'stopped' };
  readonly #stopWaiters = new Set<() => void>();

  constructor(
    readonly id: string,
    private readonly deps: DriverDeps,
  ) {}

  get state(): MachineState {
    return this.#state;
  }

  get session(): QmpSession | null {
    return this.#life?.session ?? null;
  }

  get qemu(): RunningQemu | null {
    return this.#life?.qemu ?? null;
  }

  /** How the last run ended, as history has it; before anything else happens. */
  remember(last: RunEnd): void {
    if (this.#state.kind === 'stopped') this.#state = { kind: 'stopped', last };
  }

  /** It is gone, and nobody saw how. */
  ended(end: RunEnd): void {
    this.#enter({ kind: 'stopped', last: end });
  }

  /** A start is under way: nobody else may begin one. */
  begin(operationId: string): void {
    this.#before = this.#state;
    this.#enter({ kind: 'starting', since: this.deps.clock.now(), operationId });
  }

  /** The start came to nothing before there was a process. */
  abandon(): void {
    if (this.#state.kind === 'starting' && !this.#life) this.#enter(this.#before);
  }

  /**
   * Takes a fresh process and waits until it is ready: its monitor answered query-status and the process lives. The greeting
   * alone comes before QEMU has made its devices.
   * @returns false when it is gone or silent instead; the state is `stopped` then, with QEMU's words
   */
  async boot(qemu: RunningQemu, socket: string): Promise<boolean> {
    const life = this.#live(qemu, socket, this.deps.clock.now());
    const gone = this.#whenGone(life);
    const ready = await openMonitor({ socket, qemu, clock: this.deps.clock, onEvent: (e) => this.#heard(life, e) });
    if (ready) {
      life.booted = true;
      this.#attach(life, ready.session);
      void gone.then((exit) => this.#gone(life, exit));
      this.#follow(life, ready.status);
      return true;
    }
    qemu.kill();
    await this.#gone(life, await gone);
    return false;
  }

  /** Takes a process that an earlier agent started. It may be silent: then the state is `unresponsive` until it answers. */
  async adopt(qemu: RunningQemu, socket: string, startedAt: number): Promise<void> {
    const life = this.#live(qemu, socket, startedAt);
    life.booted = true;
    this.#enter({ kind: 'unresponsive', since: this.deps.clock.now(), pid: qemu.identity.pid });
    if (!(await this.#reopen(life))) void this.#keepTrying(life);
  }

  async pause(name: string): Promise<void> {
    await this.#execute('pause', name, (session) => session.execute('stop'));
  }

  async resume(name: string): Promise<void> {
    await this.#execute('resume', name, (session) => session.execute('cont'));
  }

  async reboot(name: string): Promise<void> {
    await this.#execute('reboot', name, async (session) => {
      await session.execute('system_reset');
      if (this.#state.kind === 'paused') await session.execute('cont');
    });
  }

  /** Presses the power button. Asked again, it presses again and the patience begins anew. */
  async shutDown(name: string): Promise<void> {
    await this.#execute('shut-down', name, async (session, life) => {
      // A paused guest would get the button only after it goes on.
      if (this.#state.kind === 'paused') await session.execute('cont');
      const patienceEndsAt = this.deps.clock.now() + SHUT_DOWN_PATIENCE_MS;
      // Before the button is pressed: a quick guest is off before the reply comes.
      life.asked = 'shut-down';
      this.#enterStopping(life, 'shut-down', patienceEndsAt);
      await session.execute('system_powerdown').catch((error: unknown) => this.#notAsked(life, error));
      void this.#announcePatience(life, patienceEndsAt);
    });
  }

  /** QMP quit, then SIGKILL. Returns when the process is gone. */
  async forceOff(name: string): Promise<void> {
    if (!this.#judge('force-off', name)) return;
    const life = this.#life;
    if (!life) return;
    life.asked = 'force-off';
    this.#enterStopping(life, 'force-off', this.deps.clock.now() + FORCE_PATIENCE_MS);
    const { session } = life;
    if (session) await quitQemu(session, { timeoutMs: QUIT_TIMEOUT_MS }).catch(() => undefined);
    else life.qemu.kill();
    await this.#within(FORCE_PATIENCE_MS, this.whenStopped());
    life.qemu.kill();
    await this.whenStopped();
  }

  /** Resolves when the machine is stopped, at once when it is. */
  whenStopped(): Promise<void> {
    if (!isUp(this.#state)) return Promise.resolve();
    return new Promise((resolve) => this.#stopWaiters.add(resolve));
  }

  /** Lets go of the monitor; the machine lives on. */
  leave(): void {
    const life = this.#life;
    this.#life = null;
    life?.session?.close();
  }

  /** @returns false when there is nothing to do. @throws ProblemError `machine.refused` */
  #judge(verb: MachineVerb, name: string): boolean {
    const judgement = judge(verb, this.#state);
    if ('deny' in judgement) fail('machine.refused', { ...judgement.deny, name });
    return 'take' in judgement;
  }

  async #execute(verb: MachineVerb, name: string, command: (session: QmpSession, life: Life) => Promise<unknown>) {
    if (!this.#judge(verb, name)) return;
    const life = this.#life;
    if (!life?.session) return fail('machine.qmp-lost', { name });
    try {
      await command(life.session, life);
      await this.#ask(life);
    } catch (error) {
      // Interrupted is not failed: the process is ending or does not answer any more, and the state tells which.
      if (this.#life !== life || error instanceof QmpInterrupted) return;
      if (error instanceof QmpTimeout) {
        life.session?.close();
        fail('machine.qmp-lost', { name });
      }
      fail('machine.verb-failed', { name, verb, words: error instanceof Error ? error.message : String(error) });
    }
  }

  #notAsked(life: Life, error: unknown): never {
    if (this.#life === life && !(error instanceof QmpInterrupted)) {
      life.asked = null;
      this.#enter({ kind: 'running', since: life.startedAt, pid: life.qemu.identity.pid });
    }
    throw error;
  }

  #live(qemu: RunningQemu, socket: string, startedAt: number): Life {
    const life: Life = {
      qemu,
      socket,
      startedAt,
      session: null,
      asked: null,
      shutdownReason: null,
      diskFull: false,
      booted: false,
      gone: null,
    };
    this.#life = life;
    return life;
  }

  #attach(life: Life, session: QmpSession): void {
    life.session = session;
    void session.closed.then(() => {
      life.session = null;
      if (this.#life === life) void this.#lost(life);
    });
  }

  #heard(life: Life, event: QmpEvent): void {
    const known = asKnownEvent(event);
    if (!known || this.#life !== life) return;
    const effect = EVENT_EFFECTS[known.event];
    if (isQmpEvent(event, 'SHUTDOWN')) life.shutdownReason = event.data.reason;
    if (isQmpEvent(event, 'BLOCK_IO_ERROR')) life.diskFull = event.data.nospace === true;
    if (effect === 'reset' && this.#state.kind === 'stopping' && this.#state.how === 'shut-down') {
      // The guest restarted instead of powering off: the request is used up.
      life.asked = null;
      this.#enter({ kind: 'running', since: life.startedAt, pid: life.qemu.identity.pid });
    }
    if (effect === 'ask' || effect === 'reset') void this.#ask(life).catch(() => undefined);
  }

  async #ask(life: Life): Promise<void> {
    const answer = await life.session?.execute('query-status');
    if (answer) this.#follow(life, answer.status);
  }

  /** Brings our state in line with what QEMU says of itself. */
  #follow(life: Life, status: string): void {
    if (this.#life !== life) return;
    const known = asRunState(status);
    const meaning = known ? RUN_STATES[known] : 'keep';
    if (meaning === 'keep' || this.#state.kind === 'stopping') return;
    const { pid } = life.qemu.identity;
    if (meaning === 'running') {
      life.diskFull = false;
      if (this.#state.kind !== 'running') this.#enter({ kind: 'running', since: life.startedAt, pid });
      return;
    }
    const reason = meaning === 'io-error' && life.diskFull ? 'disk-full' : meaning;
    if (this.#state.kind === 'paused' && this.#state.reason === reason) return;
    this.#enter({ kind: 'paused', since: this.deps.clock.now(), pid, reason });
  }

  #enterStopping(life: Life, how: 'shut-down' | 'force-off', patienceEndsAt: number): void {
    const { pid } = life.qemu.identity;
    this.#enter({ kind: 'stopping', since: this.deps.clock.now(), pid, how, patienceEndsAt });
  }

  /** The state does not change when patience ends, but pages should look again. */
  async #announcePatience(life: Life, endsAt: number): Promise<void> {
    await this.#within(endsAt - this.deps.clock.now(), this.whenStopped());
    if (this.#life === life && this.#state.kind === 'stopping') this.deps.onChange();
  }

  /** The monitor closed: mostly because the process ends, else it does not answer. */
  async #lost(life: Life): Promise<void> {
    const exit = await this.#within(GOING_MS, this.#whenGone(life));
    if (exit) return this.#gone(life, exit);
    if (this.#life !== life || (await this.#reopen(life))) return;
    if (this.#life !== life) return;
    this.#enter({ kind: 'unresponsive', since: this.deps.clock.now(), pid: life.qemu.identity.pid });
    await this.#keepTrying(life);
  }

  async #keepTrying(life: Life): Promise<void> {
    while (this.#life === life) {
      const exit = await this.#within(RECONNECT_EVERY_MS, this.#whenGone(life));
      if (exit) return this.#gone(life, exit);
      if (await this.#reopen(life)) return;
    }
  }

  async #reopen(life: Life): Promise<boolean> {
    const { socket, qemu } = life;
    const { clock } = this.deps;
    const opened = await openMonitor({
      socket,
      qemu,
      clock,
      deadlineMs: GOING_MS,
      onEvent: (event) => this.#heard(life, event),
    });
    if (!opened) return false;
    if (this.#life !== life) {
      opened.session.close();
      return true;
    }
    this.#attach(life, opened.session);
    this.#follow(life, opened.status);
    return true;
  }

  /** Asked once: for an adopted process it means looking at /proc until it is gone. */
  #whenGone(life: Life): Promise<ProcessExit> {
    life.gone ??= life.qemu.whenGone();
    return life.gone;
  }

  async #gone(life: Life, exit: ProcessExit): Promise<void> {
    if (this.#life !== life) return;
    // The exit may be known before QEMU's last event was read.
    if (life.session) await this.#within(GOING_MS, life.session.closed);
    if (this.#life !== life) return;
    this.#life = null;
    const cause = life.booted ? endCause({ asked: life.asked, reason: life.shutdownReason, exit }) : 'start-failed';
    const words = cause === 'crashed' || cause === 'start-failed' ? await this.deps.words() : '';
    const end: RunEnd = {
      at: this.deps.clock.now(),
      cause,
      ...(exit.code !== null && { exitCode: exit.code }),
      ...(exit.signal !== null && { signal: exit.signal }),
      ...(words && { words }),
    };
    this.#enter({ kind: 'stopped', last: end });
    this.deps.onEnded(end);
    for (const resolve of this.#stopWaiters) resolve();
    this.#stopWaiters.clear();
  }

  #enter(state: MachineState): void {
    this.#state = state;
    this.deps.onChange();
  }

  async #within<T>(ms: number, work: Promise<T>): Promise<T | null> {
    const timer = new AbortController();
    const timeout = this.deps.clock.sleep(Math.max(0, ms), timer.signal).then(
      () => null,
      () => null,
    );
    const result = await Promise.race([work, timeout]);
    timer.abort();
    return result;
  }
}
