// @ts-check
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { external } from '../../prisma/bundle.mjs';
import { run } from './command.mjs';
import { labFolder, repository } from './places.mjs';

const agentRoom = join(repository, 'packages/host-agent');
/** Packages that stay outside the agent's bundle (packages/host-agent/build.mjs). */
const NATIVE = [...external, '@node-rs/argon2'];

/**
 * Puts together what the laptop sees under /lab: our agent as it is built for release, and the hands. A copy, so that a
 * build beside us changes nothing in a laptop that is up.
 * @param {string} folder @param {string} [bundle] an agent that is built already
 */
export async function stage(folder, bundle) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(labFolder, 'inside'), join(folder, 'inside'), { recursive: true });
  await provideAgent(join(folder, 'agent'), bundle);
  for (const name of NATIVE) copyPackage(name, agentRoom, join(folder, 'node_modules'));
}

/** @param {string} folder @param {string} [bundle] */
async function provideAgent(folder, bundle) {
  if (bundle) return cpSync(bundle, folder, { recursive: true });
  if (!existsSync(join(repository, 'prisma/generated'))) await run(['npm', 'run', 'build'], { cwd: repository });
  await run([process.execPath, 'build.mjs', folder], { cwd: agentRoom });
}

/**
 * Copies a package and what it needs, as far as this host has it: native variants for other hosts are left out.
 * @param {string} name @param {string} from a folder that can import it @param {string} target
 */
function copyPackage(name, from, target) {
  const folder = packageFolder(name, from);
  if (!folder || existsSync(join(target, name))) return;
  if (/musl/.test(name)) return;
  cpSync(folder, join(target, name), { recursive: true });
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) copyPackage(needed, folder, target);
}

/** @param {string} name @param {string} from */
function packageFolder(name, from) {
  const folders = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  return folders.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json')));
}
