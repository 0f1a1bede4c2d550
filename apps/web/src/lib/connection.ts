/** How the page is connected to the agent. `since` and `retryAt` (the next try) in milliseconds since the epoch. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly since: number; readonly retryAt: number };

/** A connection that comes back within this time was never worth a banner. */
const GRACE_MS = 1200;

/** Follows the socket's opens and closes; React reads it through useSyncExternalStore. */
export class ConnectionMonitor {
  #state: ConnectionState = { kind: 'connecting' };
  #grace: ReturnType<typeof setTimeout> | undefined;
  #retryAt = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): ConnectionState => this.#state;

  opened(): void {
    clearTimeout(this.#grace);
    this.#grace = undefined;
    this.#become({ kind: 'live' });
  }

  closed(): void {
    if (this.#state.kind === 'lost' || this.#grace) return;
    const since = Date.now();
    this.#grace = setTimeout(() => {
      this.#grace = undefined;
      this.#become({ kind: 'lost', since, retryAt: this.#retryAt });
    }, GRACE_MS);
  }

  /** The socket will be tried again in `delayMs`. */
  retryingIn(delayMs: number): void {
    this.#retryAt = Date.now() + delayMs;
    if (this.#state.kind === 'lost') this.#become({ ...this.#state, retryAt: this.#retryAt });
  }

  #become(state: ConnectionState): void {
    if (state.kind === this.#state.kind && state.kind !== 'lost') return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
