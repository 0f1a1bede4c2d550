import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { ProcessExit, RunningQemu } from '../../src/ports/qemu-launcher';

type Status = 'running' | 'paused' | 'guest-panicked' | 'io-error' | 'suspended';

/** A QEMU in a few lines: a monitor on a real socket and a process on paper. Its guest obeys, crashes or goes when told. */
export class PracticeQemu implements RunningQemu {
  readonly identity = { pid: 4242, startTicks: 1 };
  /** Its power button was pressed so often. */
  presses = 0;
  #status: Status = 'running';
  #exit: ProcessExit | null = null;
  readonly #sockets = new Set<Socket>();
  readonly #waiters: ((exit: ProcessExit) => void)[] = [];
  readonly #server: Server;

  private constructor(readonly path: string) {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(path: string): Promise<PracticeQemu> {
    const qemu = new PracticeQemu(path);
    await new Promise<void>((resolve) => qemu.#server.listen(path, resolve));
    return qemu;
  }

  alive(): boolean {
    return this.#exit === null;
  }

  whenGone(): Promise<ProcessExit> {
    return this.#exit ? Promise.resolve(this.#exit) : new Promise((resolve) => this.#waiters.push(resolve));
  }

  kill(): void {
    this.#end({ code: null, signal: 'SIGKILL' });
  }

  get status(): Status {
    return this.#status;
  }

  /** The guest stops executing, or goes on. */
  turn(status: Status): void {
    if (!this.alive()) return;
    this.#status = status;
    this.#tell(status === 'running' ? 'RESUME' : 'STOP');
  }

  reset(): void {
    if (this.alive()) this.#tell('RESET', { guest: true, reason: 'guest-reset' });
  }

  /** QEMU tells something. */
  says(event: string, data: object = {}): void {
    if (this.alive()) this.#tell(event, data);
  }

  powerOff(reason = 'guest-shutdown'): void {
    if (!this.alive()) return;
    this.#tell('SHUTDOWN', { guest: true, reason });
    this.#end({ code: 0, signal: null });
  }

  /** The monitor closes, and the process goes on. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #end(exit: ProcessExit): void {
    if (this.#exit) return;
    this.#exit = exit;
    this.#server.close();
    for (const socket of this.#sockets) socket.end();
    for (const resolve of this.#waiters) resolve(exit);
  }

  #tell(event: string, data: object = {}): void {
    const line = `${JSON.stringify({ event, data, timestamp: { seconds: 0, microseconds: 0 } })}\n`;
    for (const socket of this.#sockets) socket.write(line);
  }

  #answerTo(command: string): object {
    if (command === 'query-status') return { status: this.#status, running: this.#status === 'running' };
    return command === 'query-chardev' ? [] : {};
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const version = { qemu: { major: 7, minor: 2, micro: 0 }, package: '' };
    socket.write(`${JSON.stringify({ QMP: { version, capabilities: [] } })}\n`);
    createInterface({ input: socket }).on('line', (line) => {
      if (!socket.writable) return; // it went while the line was on its way
      const { execute, id } = JSON.parse(line) as { execute: string; id: number };
      const value = this.#answerTo(execute);
      if (execute === 'system_powerdown') this.presses += 1;
      if (execute === 'stop') this.turn('paused');
      // QEMU ignores it for a guest that is asleep, and says so nowhere.
      if (execute === 'cont' && this.#status !== 'suspended') this.turn('running');
      if (execute === 'system_wakeup') this.turn('running');
      socket.write(`${JSON.stringify({ return: value, id })}\n`);
      if (execute === 'quit') this.powerOff('host-qmp-quit');
    });
  }
}
