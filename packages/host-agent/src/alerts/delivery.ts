import { type WebhookAnswer, wasTaken, worthAnotherTry } from '@baton/model/alert/webhook';
import type { Clock } from '../ports/clock';
import type { WebhookRequest, WebhookSender } from '../ports/webhook';

/** Before each try. */
const PAUSES_MS = [0, 2000, 15_000];
/** Somebody's server that is away must not fill our memory. */
const WAITING_MAX = 20;

export interface DeliveryParts {
  readonly sender: WebhookSender;
  readonly clock: Clock;
  /** What became of it in the end. */
  readonly ended: (answer: WebhookAnswer) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** Posts one after the other, and never keeps anybody waiting. What does not get through after three tries is given up. */
export class Delivery {
  readonly #stopping = new AbortController();
  #line: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(private readonly parts: DeliveryParts) {}

  /**
   * @param make asked when it is its turn, so that it goes where alerts go then; null = nowhere
   * @param taken told when the server took it
   */
  send(make: () => Promise<WebhookRequest | null>, taken: () => void): void {
    if (this.#waiting >= WAITING_MAX) return;
    this.#waiting += 1;
    this.#line = this.#line
      .then(() => this.#deliver(make, taken))
      .catch(this.parts.failed)
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  /** Gives up what still waits. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#line;
  }

  async #deliver(make: () => Promise<WebhookRequest | null>, taken: () => void): Promise<void> {
    const { signal } = this.#stopping;
    let answer: WebhookAnswer | null = null;
    for (const pauseMs of PAUSES_MS) {
      if (pauseMs > 0) await this.parts.clock.sleep(pauseMs, signal).catch(() => undefined);
      const request = signal.aborted ? null : await make();
      if (!request) return;
      answer = await this.parts.sender.post(request);
      if (wasTaken(answer) || !worthAnotherTry(answer)) break;
    }
    if (!answer) return;
    if (wasTaken(answer)) taken();
    await this.parts.ended(answer);
  }
}
