// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { sayProblem, sayStep, sayWorking, seconds } from './say.mjs';
import { isStamped, writeStamp } from './stamp.mjs';

/**
 * Installs npm packages when the lock file is newer than what stands there.
 * @param {string} root
 * @returns {Promise<boolean>} false when it could not be done (said already)
 */
export async function installPackages(root) {
  const stampFile = join(root, 'node_modules', '.baton', 'packages');
  const stamp = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(join(root, 'node_modules')) && isStamped(stampFile, stamp)) return true;
  const began = performance.now();
  const over = sayWorking('Installing npm packages (the first time takes a minute or two)');
  const result = await run(['npm', 'ci', '--no-audit', '--no-fund'], { cwd: root });
  over();
  if (!result.ok) {
    sayProblem(`npm ci failed:\n${result.tail}`, 'Check the network and the free space, then run npm start again.');
    return false;
  }
  writeStamp(stampFile, stamp);
  sayStep(`npm packages installed in ${seconds(began)}`);
  return true;
}
