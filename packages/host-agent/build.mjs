import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { databasePlugin, external } from '@baton/db/bundle';
import { build } from 'esbuild';

/** Where the bundle goes; the tests build one of their own. */
const outdir = resolve(process.argv[2] ?? 'dist');
const common = { bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'warning' };

/** zod brings its own words in forty languages; ours are in the model. */
const englishOnly = {
  name: 'english-only',
  setup(build) {
    build.onResolve({ filter: /locales\/index/ }, ({ importer }) =>
      importer.includes('/zod/') ? { path: 'zod-locales', namespace: 'english-only' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'english-only' }, () => ({ contents: 'export {};' }));
  },
};

await rm(outdir, { recursive: true, force: true });
await Promise.all([buildAgent(), buildDemoGuest()]);

async function buildAgent() {
  await build({
    ...common,
    entryPoints: { main: 'src/main.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    // Packages that choose a native one by name at run time stay in node_modules.
    external: [...external, '@node-rs/argon2'],
    plugins: [databasePlugin(outdir), englishOnly],
    mainFields: ['module', 'main'],
    // The source stays in memory as long as we run. Names stay: a stack in the log must mean something.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    // CommonJS dependencies (pino, Prisma's runtime) call require() for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

/** The demo machine's disk is made once here: drawing it takes half a second that a start should not. */
async function buildDemoGuest() {
  const program = join(outdir, 'demo-guest.build.mjs');
  await build({ ...common, entryPoints: ['guest/demo.ts'], outfile: program });
  const { demoGuestImage } = await import(pathToFileURL(program).href);
  await writeFile(join(outdir, 'demo-guest.img'), demoGuestImage());
  await rm(program);
}
