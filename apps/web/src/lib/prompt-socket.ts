/** How long a line may take to be opened. A browser would try for minutes on a network that lost its packets. */
const OPEN_PATIENCE_MS = 6000;
/** How long the other side has to say goodbye. Chromium would wait a minute for one that cannot answer any more. */
const FAREWELL_MS = 500;

/** A WebSocket that says soon that it is closed, also when the network went silent and nobody is there to agree. */
export class PromptSocket extends WebSocket {
  #saidClosed = false;

  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    const opening = setTimeout(() => this.close(), OPEN_PATIENCE_MS);
    this.addEventListener('open', () => clearTimeout(opening));
    // The first listener: what the browser says after us reaches nobody.
    this.addEventListener('close', (event) => {
      clearTimeout(opening);
      if (this.#saidClosed) event.stopImmediatePropagation();
      this.#saidClosed = true;
    });
  }

  override close(code?: number, reason?: string): void {
    super.close(code, reason);
    setTimeout(() => {
      if (!this.#saidClosed) this.dispatchEvent(new CloseEvent('close', { code: 1006 }));
    }, FAREWELL_MS);
  }
}
