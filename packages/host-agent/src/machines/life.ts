import type { QmpEvent, QmpSession } from '@baton/qmp';
import type { Clock } from '../ports/clock';
import type { ProcessExit, RunningQemu } from '../ports/qemu-launcher';
import { openMonitor, READY_WITHIN_MS } from './monitor';
import { within } from './within';

const RECONNECT_EVERY_MS = 2_000;
/** A process that closed its monitor is given this long to go before it counts as not answering. */
const GOING_MS = 1_000;

export interface LifeParts {
  readonly qemu: RunningQemu;
  /** Path of our monitor. */
  readonly socket: string;
  readonly clock: Clock;
}

/** What happens to a QEMU, told in order. Nothing is told after `gone`, or after we left. */
export interface LifeListener {
  heard(event: QmpEvent): void;
  /** `query-status`, each time that the monitor was opened. */
  status(status: string): void;
  /** The process lives and does not answer. */
  silent(): void;
  gone(exit: ProcessExit): Promise<void>;
}

/** A QEMU process with its monitor, from spawn or adoption to its end. A monitor that is lost is opened again. */
export class QemuLife {
  #session: QmpSession | null = null;
  #exit: Promise<ProcessExit> | null = null;
  #over = false;

  constructor(
    private readonly parts: LifeParts,
    private readonly listener: LifeListener,
  ) {}

  get qemu(): RunningQemu {
    return this.parts.qemu;
  }

  get pid(): number {
    return this.parts.qemu.identity.pid;
  }

  get session(): QmpSession | null {
    return this.#session;
  }

  /**
   * Waits until a fresh process is ready: its monitor answered and the process lives.
   * @returns false when it died or stayed silent; then it has been ended, and `gone` was told
   */
  async boot(): Promise<boolean> {
    const exit = this.#whenGone();
    if (await this.#open(READY_WITHIN_MS)) {
      void exit.then((known) => this.#end(known));
      return true;
    }
    this.qemu.kill();
    await this.#end(await exit);
    return false;
  }

  /** Takes a process that runs already. Without an answer it goes on trying, and `silent` was told. */
  async adopt(): Promise<void> {
    if (await this.#open(GOING_MS)) return;
    this.listener.silent();
    void this.#keepTrying();
  }

  /** Lets go of the monitor. The process lives on, and nothing is told any more. */
  leave(): void {
    this.#over = true;
    this.#session?.close();
  }

  async #open(deadlineMs: number): Promise<boolean> {
    const onEvent = (event: QmpEvent) => {
      if (!this.#over) this.listener.heard(event);
    };
    const opened = await openMonitor({ ...this.parts, deadlineMs, onEvent });
    if (!opened) return false;
    if (this.#over) {
      opened.session.close();
      return true;
    }
    this.#attach(opened.session);
    this.listener.status(opened.status);
    return true;
  }

  #attach(session: QmpSession): void {
    this.#session = session;
    void session.closed.then(() => {
      this.#session = null;
      if (!this.#over) void this.#lost();
    });
  }

  /** The monitor closed: mostly because the process ends, else it does not answer. */
  async #lost(): Promise<void> {
    const exit = await within(this.parts.clock, GOING_MS, this.#whenGone());
    if (exit) return this.#end(exit);
    if (this.#over || (await this.#open(GOING_MS)) || this.#over) return;
    this.listener.silent();
    await this.#keepTrying();
  }

  async #keepTrying(): Promise<void> {
    while (!this.#over) {
      const exit = await within(this.parts.clock, RECONNECT_EVERY_MS, this.#whenGone());
      if (exit) return this.#end(exit);
      if (await this.#open(GOING_MS)) return;
    }
  }

  /** Asked once: for an adopted process it means looking at /proc until it is gone. */
  #whenGone(): Promise<ProcessExit> {
    this.#exit ??= this.qemu.whenGone();
    return this.#exit;
  }

  async #end(exit: ProcessExit): Promise<void> {
    if (this.#over) return;
    // The exit may be known before QEMU's last event was read.
    if (this.#session) await within(this.parts.clock, GOING_MS, this.#session.closed);
    if (this.#over) return;
    this.#over = true;
    await this.listener.gone(exit);
  }
}
