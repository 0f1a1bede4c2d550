import type { OneShot } from './one-shot';

const DEADLINE_MS = 5_000;

/** What the kernel logged between two moments. Empty where we may not read it. */
export class KernelLog {
  constructor(private readonly oneShot: OneShot) {}

  /** Does `work`, and tells the lines that match and were not there before. */
  async during<T>(matching: RegExp, work: () => Promise<T>): Promise<{ readonly result: T; readonly words: string }> {
    const before = new Set(await this.#lines());
    const result = await work();
    const fresh = (await this.#lines()).filter((line) => !before.has(line) && matching.test(line));
    return { result, words: fresh.map((line) => line.replace(/^\[\s*\d+\.\d+\]\s*/, '')).join('\n') };
  }

  async #lines(): Promise<readonly string[]> {
    const order = { doing: 'read the kernel log', argv: ['dmesg'], deadlineMs: DEADLINE_MS } as const;
    const { exitCode, stdout } = await this.oneShot
      .run({ ...order, argv: ['dmesg'] })
      .catch(() => ({ exitCode: 1, stdout: '' }));
    return exitCode === 0 ? stdout.split('\n') : [];
  }
}
