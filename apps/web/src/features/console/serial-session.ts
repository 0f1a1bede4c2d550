/** How this page is connected to the machine's serial port. Times in milliseconds since the epoch. */
export type SerialState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly retryAtMs: number };

export interface SerialListener {
  state(state: SerialState): void;
  /** A new connection: what was said before comes again. */
  begin(): void;
  said(bytes: Uint8Array): void;
}

const RETRY_FIRST_MS = 1000;
const RETRY_MAX_MS = 10_000;
/** The agent takes 64 KiB at once. */
const PIECE_BYTES = 16 * 1024;

/** One viewer of a serial port: comes back by itself. `close` ends it for good. */
export class SerialSession {
  #socket: WebSocket | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #closed = false;

  constructor(
    private readonly url: string,
    private readonly listener: SerialListener,
  ) {}

  open(): void {
    clearTimeout(this.#retry);
    if (this.#closed || this.#socket) return;
    this.listener.state({ kind: 'connecting' });
    const socket = new WebSocket(this.url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      this.listener.begin();
      this.listener.state({ kind: 'connected' });
    };
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.listener.said(new Uint8Array(data));
    socket.onclose = () => this.#lost();
  }

  type(text: string): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) this.#socket.send(bytes.subarray(at, at + PIECE_BYTES));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#socket?.close();
  }

  #lost(): void {
    this.#socket = undefined;
    if (this.#closed) return;
    const delayMs = Math.min(RETRY_FIRST_MS * 2 ** this.#attempt, RETRY_MAX_MS);
    this.#attempt += 1;
    this.listener.state({ kind: 'lost', retryAtMs: Date.now() + delayMs });
    this.#retry = setTimeout(() => this.open(), delayMs);
  }
}
