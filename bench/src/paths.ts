import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The bench runs from bench/dist/main.mjs.
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export const AGENT_BUNDLE = join(ROOT, 'packages/host-agent/dist/main.mjs');
export const GATEWAY_BUNDLE = join(ROOT, 'apps/gateway/dist/main.mjs');
/** Scripts that the import is tested with. */
export const IMPORT_CORPUS = join(ROOT, 'packages/model/src/import/testing');
export const WEB_EXPORT = join(ROOT, 'apps/web/out');

/** As the supervisor of `npm start` runs them (apps/start/src/supervise.mjs). */
export const SMALL_HEAP = ['--liftoff-only', '--max-semi-space-size=1', '--no-opt', '--no-memory-reducer'];
