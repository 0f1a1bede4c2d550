/** The longest line accepted by default. A full `query-qmp-schema` of QEMU 7.2 is about 200 KiB; 16 MiB is far from any honest reply. */
export const DEFAULT_MAX_LINE_BYTES = 16 * 1024 * 1024;

const NEWLINE = 0x0a;
const EXCERPT_BYTES = 2048;

/** The stream stopped being newline-delimited JSON. `received` is the beginning of the offending line. */
export class FramingError extends Error {
  override name = 'FramingError';

  constructor(
    readonly kind: 'line-too-long' | 'not-json',
    readonly received: string,
    options?: ErrorOptions,
  ) {
    super(kind === 'line-too-long' ? 'a line is longer than the limit' : 'a line is not JSON', options);
  }
}

/**
 * Incremental decoder of newline-delimited JSON (LF or CRLF, blank lines ignored), independent of how the stream was cut.
 *
 * Chunks are kept as they came and joined once per line, so a line that arrives in n chunks costs O(bytes).
 * Bytes are turned to text only when a line is complete, so a character may be split over chunks.
 */
export class JsonLineDecoder {
  readonly #onMessage: (message: unknown) => void;
  readonly #maxLineBytes: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #failure: FramingError | undefined;

  constructor(onMessage: (message: unknown) => void, options: { maxLineBytes?: number } = {}) {
    this.#onMessage = onMessage;
    this.#maxLineBytes = options.maxLineBytes ?? DEFAULT_MAX_LINE_BYTES;
  }

  /**
   * Hands every message that `chunk` completes to the callback, in order. The chunk must not be changed afterwards.
   * @throws FramingError for the first bad line, after the good ones before it were delivered; from then on, always.
   */
  push(chunk: Buffer): void {
    if (this.#failure) throw this.#failure;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const line = this.#completeLine(chunk.subarray(start, end));
      start = end + 1;
      const message = this.#parse(line);
      if (message !== undefined) this.#onMessage(message);
    }
    if (start < chunk.length) this.#keep(start === 0 ? chunk : chunk.subarray(start));
  }

  /** The beginning of a line that has not ended yet, or an empty string. For error reports. */
  get unfinished(): string {
    return excerpt(Buffer.concat(this.#pending));
  }

  #completeLine(tail: Buffer): Buffer {
    if (this.#pendingBytes === 0) {
      if (tail.length > this.#maxLineBytes) this.#fail('line-too-long', tail);
      return tail;
    }
    this.#keep(tail);
    const line = Buffer.concat(this.#pending, this.#pendingBytes);
    this.#pending = [];
    this.#pendingBytes = 0;
    return line;
  }

  #keep(piece: Buffer): void {
    this.#pending.push(piece);
    this.#pendingBytes += piece.length;
    if (this.#pendingBytes > this.#maxLineBytes) {
      const head = Buffer.concat(this.#pending).subarray(0, EXCERPT_BYTES);
      this.#pending = [];
      this.#pendingBytes = 0;
      this.#fail('line-too-long', head);
    }
  }

  /** JSON never parses to `undefined`, so that is free to mean "a blank line". */
  #parse(line: Buffer): unknown {
    const text = line.toString('utf8');
    try {
      return JSON.parse(text);
    } catch (cause) {
      if (text.trim() === '') return undefined;
      return this.#fail('not-json', line, cause);
    }
  }

  #fail(kind: FramingError['kind'], line: Buffer, cause?: unknown): never {
    this.#failure = new FramingError(kind, excerpt(line), { cause });
    throw this.#failure;
  }
}

function excerpt(line: Buffer): string {
  return line.subarray(0, EXCERPT_BYTES).toString('utf8');
}
