import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { demoGuestImage } from '../guest/demo';
import { until } from './until';

type Message = { return?: unknown; error?: { desc: string }; event?: string; data?: Record<string, unknown> };

/** A real QEMU with the demo guest in it, driven by plain QMP. Not the product's client: this test is about the guest. */
export class DemoMachine {
  readonly events: Message[] = [];
  private answers: ((message: Message) => void)[] = [];

  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    private readonly socket: Socket,
  ) {
    createInterface({ input: socket }).on('line', (line) => {
      const message = JSON.parse(line) as Message;
      if (message.event) this.events.push(message);
      else if (message.return || message.error) this.answers.shift()?.(message);
    });
  }

  /** @param options more of QEMU's command line */
  static async start(options: string[]): Promise<DemoMachine> {
    const folder = await mkdtemp(join(tmpdir(), 'baton-demo-'));
    await writeFile(join(folder, 'disk.img'), demoGuestImage());
    const monitor = join(folder, 'qmp.sock');
    const fixed = ['-machine', 'q35,accel=tcg', '-m', '64', '-nodefaults', '-vga', 'std', '-display', 'none'];
    const disk = ['-drive', `file=${join(folder, 'disk.img')},format=raw,if=ide`];
    const qmp = ['-qmp', `unix:${monitor},server=on,wait=off`];
    const child = spawn('qemu-system-x86_64', [...fixed, ...disk, ...qmp, ...options], {
      cwd: folder,
      stdio: 'inherit',
    });
    const socket = await until('the monitor answers', () => {
      if (child.exitCode !== null) throw new Error(`QEMU ended with exit code ${child.exitCode}`);
      return connect(monitor);
    });
    const machine = new DemoMachine(child, folder, socket);
    await machine.command('qmp_capabilities');
    return machine;
  }

  async command(execute: string, args: Record<string, unknown> = {}): Promise<unknown> {
    const answer = new Promise<Message>((resolve) => this.answers.push(resolve));
    this.socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    const message = await answer;
    if (message.error) throw new Error(`${execute}: ${message.error.desc}`);
    return message.return;
  }

  async press(key: string): Promise<void> {
    await this.command('send-key', { keys: [{ type: 'qcode', data: key }] });
  }

  /** What came out of the serial port (`-serial file:serial.log`), line by line. */
  async serialLines(): Promise<string[]> {
    return (await readFile(join(this.folder, 'serial.log'), 'latin1')).split('\r\n');
  }

  /** Waits for a line on the serial port. */
  async seesLine(wanted: string | RegExp): Promise<string> {
    return until(`the line ${wanted}`, async () =>
      (await this.serialLines()).find((line) => (typeof wanted === 'string' ? line === wanted : wanted.test(line))),
    );
  }

  /** The screen as PPM: a short header, then three bytes a pixel. */
  async screen(): Promise<Buffer> {
    const filename = join(this.folder, 'screen.ppm');
    await this.command('screendump', { filename });
    return readFile(filename);
  }

  /** Waits for QEMU to end by itself; its exit code. */
  async exitCode(): Promise<number | null> {
    return until('QEMU ends', async () => this.process.exitCode ?? undefined);
  }

  async remove(): Promise<void> {
    this.socket.destroy();
    if (this.process.exitCode === null) {
      this.process.kill('SIGKILL');
      await once(this.process, 'exit');
    }
    await rm(this.folder, { recursive: true });
  }
}

async function connect(path: string): Promise<Socket | undefined> {
  const socket = createConnection(path);
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}
