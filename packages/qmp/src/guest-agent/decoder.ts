/** Marks the beginning of the answer to `guest-sync-delimited`: no JSON text has this byte (qemu-ga-ref(7)). */
export const SYNC_MARK = 0xff;

const NEWLINE = 0x0a;
/** Longest line: the output of `guest-exec` (16 MiB, as base64) stays below. */
const MAX_LINE_BYTES = 32 * 1024 * 1024;

/**
 * What comes from a guest is not to be trusted to be in step: bytes of an earlier conversation, or of a guest that plays games.
 * Until it is synchronised everything before the mark is dropped; afterwards each line is an answer, and a line that is no JSON is none.
 */
export class GuestAgentDecoder {
  #pending: Buffer[] | null = null;
  #pendingBytes = 0;

  constructor(private readonly onMessage: (message: unknown) => void) {}

  /** Forgets what came so far and waits for the next mark. */
  resync(): void {
    this.#pending = null;
    this.#pendingBytes = 0;
  }

  push(chunk: Buffer): void {
    const mark = chunk.lastIndexOf(SYNC_MARK);
    if (mark !== -1) {
      this.resync();
      this.#pending = [];
    }
    let start = mark + 1;
    for (let end = chunk.indexOf(NEWLINE, start); end !== -1 && this.#pending; end = chunk.indexOf(NEWLINE, start)) {
      this.#pending.push(chunk.subarray(start, end));
      start = end + 1;
      const line = Buffer.concat(this.#pending).toString('utf8');
      this.#pending = [];
      this.#pendingBytes = 0;
      this.#tell(line);
    }
    this.#keep(chunk.subarray(start));
  }

  #keep(rest: Buffer): void {
    if (!this.#pending || rest.length === 0) return;
    this.#pending.push(rest);
    this.#pendingBytes += rest.length;
    // A guest that never ends its line must not fill our memory.
    if (this.#pendingBytes > MAX_LINE_BYTES) this.resync();
  }

  #tell(line: string): void {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      return;
    }
    this.onMessage(message);
  }
}
