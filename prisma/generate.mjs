#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Writes the typed client to generated/, offline. Does nothing when neither the schema nor Prisma changed since last time,
 * because every start of Baton comes by here.
 */
const root = import.meta.dirname;
const require = createRequire(import.meta.url);
const prismaPackage = require.resolve('prisma/package.json');
const stampFile = join(root, 'generated', '.stamp');

const stamp = createHash('sha256')
  .update(readFileSync(join(root, 'schema.prisma')))
  .update(readFileSync(prismaPackage))
  .digest('hex');

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  generate();
  writeFileSync(stampFile, stamp);
}

function generate() {
  const cli = join(dirname(prismaPackage), JSON.parse(readFileSync(prismaPackage, 'utf8')).bin.prisma);
  execFileSync(process.execPath, [cli, 'generate', '--no-hints'], {
    cwd: root,
    // An inherited stdin would let the CLI ask questions of a terminal that nobody watches.
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      // Generating needs no schema engine, but the CLI downloads one unless this names a file that exists.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
}
