// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { sayProblem, sayStep, sayWorking, seconds } from './say.mjs';
import { fingerprint, isStamped, writeStamp } from './stamp.mjs';

/** Everything that a built file is made from. */
const SOURCES = ['package-lock.json', 'turbo.json', 'tsconfig.base.json', 'apps', 'packages', 'prisma', 'bench'];

/** What must be there after a build. */
const BUILT = [
  'packages/host-agent/dist/main.mjs',
  'apps/gateway/dist/main.mjs',
  'apps/cli/dist/baton.mjs',
  'apps/web/out/index.html',
];

/**
 * Builds when a source changed since the last build.
 * @param {string} root
 * @returns {Promise<boolean>} false when it failed (said already)
 */
export async function buildIfChanged(root) {
  const stampFile = join(root, 'node_modules', '.baton', 'build');
  const stamp = fingerprint(root, SOURCES);
  if (BUILT.every((file) => existsSync(join(root, file))) && isStamped(stampFile, stamp)) return true;
  const began = performance.now();
  const over = sayWorking('Building (the first time takes a minute)');
  const result = await run(
    ['npx', '--no-install', 'turbo', 'run', 'build', '--output-logs=errors-only', '--ui=stream'],
    {
      cwd: root,
      env: { TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', CHECKPOINT_DISABLE: '1' },
    },
  );
  over();
  if (!result.ok) {
    sayProblem(
      `The build failed:\n${result.tail}`,
      'If you changed nothing, this is a defect of Baton: please report it with the lines above.',
    );
    return false;
  }
  // Generated files may stand among the sources: take the fingerprint again.
  writeStamp(stampFile, fingerprint(root, SOURCES));
  sayStep(`Built in ${seconds(began)}`);
  return true;
}
