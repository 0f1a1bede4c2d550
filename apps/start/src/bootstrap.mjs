// @ts-check
// The one command: from a fresh clone to a running Baton. Node's own modules alone until the packages are installed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build.mjs';
import { installPackages } from './packages.mjs';
import { say, sayProblem } from './say.mjs';
import { parseArguments, prepareStateDir, stateDir, USAGE } from './settings.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

async function main() {
  const beganMs = performance.now();
  const options = parseArguments(process.argv.slice(2));
  if (options.help) {
    say(USAGE);
    return 0;
  }
  if (options.unknown.length > 0) {
    sayProblem(`Unknown option: ${options.unknown.join(' ')}`, 'npm start -- --help lists them.');
    return 64;
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    sayProblem(`Node ${process.versions.node} is too old.`, 'Baton needs Node 20.19 or newer.');
    return 69;
  }
  const state = stateDir();
  const unusable = prepareStateDir(state);
  if (unusable) {
    sayProblem(
      `The state directory ${state} cannot be used: ${unusable}`,
      'Set BATON_STATE_DIR to a folder that you may write.',
    );
    return 73;
  }
  if (!(await installPackages(root))) return 1;
  await ensureSystemPackages(['qemu', 'qemu-img', 'ovmf'], { install: options.install });
  if (!(await buildIfChanged(root))) return 1;
  // Its libraries exist only now.
  const { supervise } = await import('./supervise.mjs');
  return supervise({ root, stateDir: state, beganMs });
}

process.exitCode = await main();
