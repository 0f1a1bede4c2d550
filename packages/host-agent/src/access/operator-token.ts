import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '@baton/model/access/roles';
import { writePrivateFile } from './private-file';
import { hashToken, newToken, sameHash } from './tokens';

const OPERATOR: Actor = { id: 'command-line', name: 'command line', role: 'admin', via: 'command-line' };

/**
 * The key of the command line: whoever can read the agent's private file may do everything here, as on any Unix.
 * New at each start; the gateway never passes it on.
 */
export class OperatorToken {
  readonly #file: string;
  #hash = '';

  constructor(runDir: string) {
    this.#file = join(runDir, 'operator.token');
  }

  async start(): Promise<() => Promise<void>> {
    const token = newToken();
    this.#hash = hashToken(token);
    await writePrivateFile(this.#file, `${token}\n`);
    return () => rm(this.#file, { force: true });
  }

  actorOf(token: string): Actor | null {
    return sameHash(this.#hash, hashToken(token)) ? OPERATOR : null;
  }
}
