import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

/** Where the bundle goes; the tests build one of their own. */
const outdir = process.argv[2] ?? 'dist';

await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts'],
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // The certificate library becomes a file of its own that is loaded only when a certificate is made.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  minifySyntax: true,
  legalComments: 'none',
  // CommonJS dependencies (pino, the rate limiter) call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
