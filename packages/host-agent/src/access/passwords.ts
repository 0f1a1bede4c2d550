import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '@baton/model/access/roles';
import { fail } from '@baton/model/problem';
import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet for argon2id (the library's default kind): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes that may wait for their turn; one more is turned away, so that a flood of guesses fills no memory. */
const WAITING_MAX = 16;

/** Makes and checks password hashes, one at a time: 19 MiB each would otherwise add up with the number of guessers. */
export class Passwords {
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #decoy: string | undefined;

  /** @throws ProblemError `access.password-too-short` or `-long`, counted in characters as a person counts them. */
  check(password: string, field: string): void {
    const length = [...password.normalize('NFC')].length;
    if (length < PASSWORD_MIN_LENGTH) fail('access.password-too-short', { minimum: PASSWORD_MIN_LENGTH }, field);
    if (length > PASSWORD_MAX_LENGTH) fail('access.password-too-long', { maximum: PASSWORD_MAX_LENGTH }, field);
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password.normalize('NFC'), PARAMETERS));
  }

  /**
   * Whether `password` belongs to `stored`. Without a stored hash it works as long and answers no: how long an answer takes tells nothing.
   */
  async verify(password: string, stored: string | undefined): Promise<boolean> {
    if (stored === undefined) {
      this.#decoy ??= await this.hash('nobody has this password');
      await this.#inTurn(() => verify(this.#decoy ?? '', password.normalize('NFC')));
      return false;
    }
    return this.#inTurn(() => verify(stored, password.normalize('NFC')));
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= WAITING_MAX) fail('access.throttled', { retryAfterSeconds: 1 });
    this.#waiting += 1;
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.#waiting -= 1;
    }
  }
}
