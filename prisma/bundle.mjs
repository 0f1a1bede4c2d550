import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * What a bundle (esbuild, format esm, platform node) that contains @baton/db needs; used by the agent's build:
 * `build({ ..., external: [...external], plugins: [databasePlugin(outdir)] })`.
 *
 * `libsql` stays in node_modules: it picks its native package (@libsql/linux-x64-gnu, ...) by name at run time.
 */
export const external = ['libsql'];

const require = createRequire(import.meta.url);
const COMPILER = 'query_compiler.wasm';

/** Resolves what can be smaller, and puts beside the bundle what it reads at run time: the migrations and Prisma's query compiler. */
export function databasePlugin(outdir) {
  return {
    name: 'baton-db',
    setup(build) {
      // The client for files alone: the general one loads WebSocket and HTTP clients that Baton never uses.
      build.onResolve({ filter: /^@libsql\/client$/ }, () => ({ path: fileClient() }));
      // A string of 2 MB in the source costs 5 MB of memory for as long as we run. Prisma decodes the export
      // with Buffer.from(wasm, 'base64'), which takes bytes as well.
      build.onLoad({ filter: /query_compiler_small_bg\.sqlite\.wasm-base64\.mjs$/ }, async ({ path }) => {
        const { wasm } = await import(path);
        mkdirSync(outdir, { recursive: true });
        writeFileSync(join(outdir, COMPILER), Buffer.from(wasm, 'base64'));
        return { contents: readsBytes(), loader: 'js' };
      });
      build.onEnd(() => copyMigrations(outdir));
    },
  };
}

function readsBytes() {
  return `import { readFileSync } from 'node:fs';
    export const wasm = readFileSync(new URL('./${COMPILER}', import.meta.url));`;
}

function fileClient() {
  const adapter = createRequire(require.resolve('@prisma/adapter-libsql'));
  const entry = adapter.resolve('@libsql/client');
  return join(dirname(dirname(entry)), 'lib-esm', 'sqlite3.js');
}

function copyMigrations(outdir) {
  const target = join(outdir, 'migrations');
  rmSync(target, { recursive: true, force: true });
  cpSync(join(import.meta.dirname, 'migrations'), target, { recursive: true });
}
