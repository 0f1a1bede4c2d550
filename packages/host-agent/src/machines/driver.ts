import { judge, type MachineVerb } from '@baton/model/machine/actions';
import { isUp, type MachineState, type RunEnd, type ShutDownRung } from '@baton/model/machine/state';
import { fail } from '@baton/model/problem';
import { asKnownEvent, type QmpEvent, QmpInterrupted, type QmpSession, QmpTimeout, quitQemu } from '@baton/qmp';
import type { Clock } from '../ports/clock';
import type { ProcessExit, RunningQemu } from '../ports/qemu-launcher';
import { BOARD_COMMANDS, type BoardVerb, refuseBoard } from './guest/board';
import { climb } from './guest/ladder';
import type { GuestLink } from './guest/link';
import { QemuLife } from './life';
import { EVENT_EFFECTS, meaningOf } from './qemu-state';
import { causeOf, endFacts, newRun, note, pauseReason, type Run, unask } from './run';
import { within } from './within';

const QUIT_TIMEOUT_MS = 2_000;
const FORCE_PATIENCE_MS = 3_000;

export interface DriverDeps {
  readonly clock: Clock;
  /** The line to the agent in its guest. */
  readonly guest: Pick<GuestLink, 'present' | 'ask' | 'look' | 'heard' | 'drop'>;
  /** Whatever QEMU tells, in its order. */
  readonly onEvent: (event: QmpEvent) => void;
  /** The state changed. */
  readonly onChange: () => void;
  /** The process is gone; the state is `stopped` already. */
  readonly onEnded: (end: RunEnd) => void;
  /** QEMU's own last words. */
  readonly words: () => Promise<string>;
}

/** Owns one machine's state: everybody else asks. Every request is judged first and may be repeated. */
export class MachineDriver {
  #state: MachineState = { kind: 'stopped' };
  #before: MachineState = { kind: 'stopped' };
  #run: Run | null = null;
  readonly #stopWaiters = new Set<() => void>();

  constructor(private readonly deps: DriverDeps) {}

  get state(): MachineState {
    return this.#state;
  }

  get session(): QmpSession | null {
    return this.#run?.life.session ?? null;
  }

  get qemu(): RunningQemu | null {
    return this.#run?.life.qemu ?? null;
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
    if (this.#state.kind === 'starting' && !this.#run) this.#enter(this.#before);
  }

  /**
   * Takes a fresh process and waits until it is ready.
   * @returns false when it is gone or silent instead; the state is `stopped` then, with QEMU's words
   */
  boot(qemu: RunningQemu, socket: string): Promise<boolean> {
    return this.#live(qemu, socket, this.deps.clock.now()).life.boot();
  }

  /** Takes a process that an earlier agent started. It may be silent: then the state is `unresponsive` until it answers. */
  async adopt(qemu: RunningQemu, socket: string, startedAt: number): Promise<void> {
    const run = this.#live(qemu, socket, startedAt);
    run.booted = true;
    await run.life.adopt();
  }

  async pause(name: string): Promise<void> {
    await this.#execute('pause', name, (session) => session.execute('stop'));
  }

  /** The host is about to sleep: it must not run while its devices lose their power. */
  async pauseForSleep(name: string): Promise<void> {
    if (this.#run) this.#run.forSleep = true;
    await this.pause(name);
  }

  async resume(name: string): Promise<void> {
    await this.#execute('resume', name, (session) => this.#goOn(session));
  }

  async reboot(name: string): Promise<void> {
    await this.#execute('reboot', name, async (session) => {
      await session.execute('system_reset');
      if (this.#state.kind === 'paused') await session.execute('cont');
    });
  }

  /** By its agent, then by the power button. Asked again, it presses the button at once and the patience begins anew. */
  async shutDown(name: string): Promise<void> {
    const first = this.#state.kind === 'stopping' ? 'acpi' : 'agent';
    await this.#execute('shut-down', name, async (session, run) => {
      // A guest that does not execute would be told only after it goes on.
      if (this.#state.kind === 'paused') await this.#goOn(session);
      run.asked = 'shut-down';
      await this.#climb(run, session, first);
    });
  }

  /** What is done to the board, and not to the machine's state: what the guest makes of it is its own choice. */
  async press(verb: BoardVerb, name: string): Promise<void> {
    refuseBoard(verb, this.#state, name);
    await this.#command(verb, name, (session) => session.execute(BOARD_COMMANDS[verb]));
  }

  /** QMP quit, then SIGKILL. Returns when the process is gone. */
  async forceOff(name: string): Promise<void> {
    const run = this.#run;
    if (!this.#judge('force-off', name) || !run) return;
    const { session, qemu } = run.life;
    run.asked = 'force-off';
    run.rung = null;
    const since = this.deps.clock.now();
    const patienceEndsAt = since + FORCE_PATIENCE_MS;
    this.#enter({ kind: 'stopping', since, pid: run.life.pid, how: 'force-off', patienceEndsAt });
    if (session) await quitQemu(session, { timeoutMs: QUIT_TIMEOUT_MS }).catch(() => undefined);
    else qemu.kill();
    await within(this.deps.clock, FORCE_PATIENCE_MS, this.whenStopped());
    qemu.kill();
    await this.whenStopped();
  }

  /** Resolves when the machine is stopped, at once when it is. */
  whenStopped(): Promise<void> {
    if (!isUp(this.#state)) return Promise.resolve();
    return new Promise((resolve) => this.#stopWaiters.add(resolve));
  }

  /** Lets go of the monitor; the machine lives on. */
  leave(): void {
    this.#run?.life.leave();
    this.deps.guest.drop();
    this.#run = null;
  }

  /** @returns false when there is nothing to do. @throws ProblemError `machine.refused` */
  #judge(verb: MachineVerb, name: string): boolean {
    const judgement = judge(verb, this.#state);
    if ('deny' in judgement) fail('machine.refused', { ...judgement.deny, name });
    return 'take' in judgement;
  }

  async #execute(verb: MachineVerb, name: string, command: (session: QmpSession, run: Run) => Promise<unknown>) {
    if (this.#judge(verb, name)) await this.#command(verb, name, command);
  }

  async #command(verb: string, name: string, command: (session: QmpSession, run: Run) => Promise<unknown>) {
    const run = this.#run;
    const session = run?.life.session;
    if (!run || !session) return fail('machine.qmp-lost', { name });
    try {
      await command(session, run);
      await this.#ask(run);
    } catch (error) {
      // Interrupted is not failed: the process is ending or does not answer any more, and the state tells which.
      if (this.#run !== run || error instanceof QmpInterrupted) return;
      if (error instanceof QmpTimeout) {
        session.close();
        fail('machine.qmp-lost', { name });
      }
      fail('machine.verb-failed', { name, verb, words: error instanceof Error ? error.message : String(error) });
    }
  }

  /** A guest that put itself to sleep has to be woken: QEMU's `cont` does nothing then, and says so nowhere. */
  async #goOn(session: QmpSession): Promise<void> {
    const asleep = this.#state.kind === 'paused' && this.#state.reason === 'suspended';
    await session.execute(asleep ? 'system_wakeup' : 'cont');
  }

  #climb(run: Run, session: QmpSession, first: ShutDownRung): Promise<void> {
    const { clock, guest, onChange } = this.deps;
    const pressButton = () => session.execute('system_powerdown').catch((error: unknown) => this.#notAsked(run, error));
    return climb(
      {
        ...{ clock, guest, pressButton },
        enter: (rung, times) => {
          run.rung = rung;
          const { pid } = run.life;
          const state = { kind: 'stopping', since: clock.now(), pid, how: 'shut-down', rung, ...times } as const;
          if (this.#run === run) this.#enter(state);
          return () => this.#run === run && this.#state === state;
        },
        whenStopped: () => this.whenStopped(),
        onPatienceEnds: onChange,
      },
      first,
    );
  }

  /** QEMU would not press the button. */
  #notAsked(run: Run, error: unknown): never {
    if (this.#run === run && !(error instanceof QmpInterrupted)) {
      unask(run);
      this.#enterRunning(run);
    }
    throw error;
  }

  #live(qemu: RunningQemu, socket: string, startedAt: number): Run {
    const life = new QemuLife(
      { qemu, socket, clock: this.deps.clock },
      {
        heard: (event) => this.#heard(run, event),
        status: (status) => {
          this.#follow(run, status);
          if (life.session) void this.deps.guest.look(life.session);
        },
        silent: () => this.#enter({ kind: 'unresponsive', since: this.deps.clock.now(), pid: life.pid }),
        gone: (exit) => this.#gone(run, exit),
      },
    );
    const run = newRun(life, startedAt);
    this.#run = run;
    return run;
  }

  #heard(run: Run, event: QmpEvent): void {
    this.deps.guest.heard(event);
    this.deps.onEvent(event);
    const known = asKnownEvent(event);
    if (!known) return;
    const effect = EVENT_EFFECTS[known.event];
    // Whatever the guest writes from here on may make it worse.
    if (note(run, event) === 'image-corrupted') void run.life.session?.execute('stop').catch(() => undefined);
    if (effect === 'reset' && this.#state.kind === 'stopping' && this.#state.how === 'shut-down') {
      // The guest restarted instead of powering off: the request is used up.
      unask(run);
      this.#enterRunning(run);
    }
    if (effect === 'ask' || effect === 'reset') void this.#ask(run).catch(() => undefined);
  }

  async #ask(run: Run): Promise<void> {
    const answer = await run.life.session?.execute('query-status');
    if (answer) this.#follow(run, answer.status);
  }

  /** Brings our state in line with what QEMU says of itself. */
  #follow(run: Run, status: string): void {
    if (this.#run !== run) return;
    run.booted = true;
    const meaning = meaningOf(status);
    if (meaning === 'keep' || this.#state.kind === 'stopping') return;
    if (meaning === 'running') {
      run.diskFull = false;
      run.forSleep = false;
      if (this.#state.kind !== 'running') this.#enterRunning(run);
      return;
    }
    const reason = pauseReason(meaning, run);
    if (this.#state.kind === 'paused' && this.#state.reason === reason) return;
    this.#enter({ kind: 'paused', since: this.deps.clock.now(), pid: run.life.pid, reason });
  }

  async #gone(run: Run, exit: ProcessExit): Promise<void> {
    const cause = causeOf(run, exit);
    const words = cause === 'crashed' || cause === 'start-failed' ? await this.deps.words() : '';
    const end: RunEnd = { at: this.deps.clock.now(), cause, ...endFacts(run, exit), ...(words && { words }) };
    this.#run = null;
    this.deps.guest.drop();
    this.#enter({ kind: 'stopped', last: end });
    this.deps.onEnded(end);
    for (const resolve of this.#stopWaiters) resolve();
    this.#stopWaiters.clear();
  }

  #enterRunning({ startedAt, life }: Run): void {
    this.#enter({ kind: 'running', since: startedAt, pid: life.pid });
  }

  #enter(state: MachineState): void {
    this.#state = state;
    this.deps.onChange();
  }
}
