import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '@baton/db';
import { readPrivateFile, writePrivateFile } from './private-file';
import { hashToken, newToken, sameHash } from './tokens';

const SETTING = 'setup-token';

interface Stored {
  readonly hash: string;
}

/** The one-time token of the first run's link. The database holds its hash, a private file holds it for the launcher to print. */
export class SetupToken {
  readonly #file: string;

  constructor(
    private readonly settings: Settings,
    runDir: string,
  ) {
    this.#file = join(runDir, 'setup.token');
  }

  /** The token of this installation's first run. One that was printed before stays good: the agent may have been restarted meanwhile. */
  async offer(): Promise<string> {
    const printed = (await readPrivateFile(this.#file))?.trim();
    if (printed && (await this.matches(printed))) return printed;
    const token = newToken();
    await this.settings.set(SETTING, { hash: hashToken(token) } satisfies Stored);
    await writePrivateFile(this.#file, `${token}\n`);
    return token;
  }

  /** Compares in constant time; false when there is no token any more. */
  async matches(token: string): Promise<boolean> {
    const stored = (await this.settings.get(SETTING)) as Stored | undefined;
    return stored !== undefined && sameHash(stored.hash, hashToken(token));
  }

  /** Uses the token up. Of two who come with it at once, one gets true. */
  async consume(token: string): Promise<boolean> {
    return this.settings.consume(SETTING, { hash: hashToken(token) } satisfies Stored);
  }

  /** Nothing of it stays behind. */
  async withdraw(): Promise<void> {
    await this.settings.remove(SETTING);
    await rm(this.#file, { force: true });
  }
}
