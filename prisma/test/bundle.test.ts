import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databasePlugin, external } from '../bundle.mjs';
import { openDatabase } from '../src/index';
import { MIGRATIONS, rows, scratchDir, writeMigrations } from './scratch';

// In the workspace and not in /tmp: a bundle finds what stays external by the node_modules above it.
const dist = join(import.meta.dirname, '..', 'dist');
mkdirSync(dist, { recursive: true });
const outdir = mkdtempSync(join(dist, 'bundle-test-'));

beforeAll(() =>
  build({
    entryPoints: [join(import.meta.dirname, 'fixtures', 'writer.ts')],
    outfile: join(outdir, 'writer.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    external: [...external],
    plugins: [databasePlugin(outdir)],
    logLevel: 'warning',
  }),
);
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

function writer(file: string, count: number): ChildProcess {
  return spawn(process.execPath, [join(outdir, 'writer.mjs'), file, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('a bundle finds its migrations, and two processes that open a new file at once both work', async () => {
  const file = join(scratchDir(), 'baton.db');
  const codes = await Promise.all([writer(file, 5), writer(file, 5)].map((child) => once(child, 'exit')));
  expect(codes).toEqual([
    [0, null],
    [0, null],
  ]);
  expect(rows(file, 'SELECT count(*) AS n FROM Event')).toEqual([expect.objectContaining({ n: 10 })]);
  expect(rows(file, 'SELECT migration_name FROM _prisma_migrations')).toHaveLength(MIGRATIONS);
});

test('what was acknowledged before a kill is there after it', async () => {
  const file = join(scratchDir(), 'baton.db');
  const child = writer(file, 1_000_000);
  const acknowledged = await killAfter(child, 20);
  const database = await openDatabase({ file });
  const ids = (await database.events.list({ limit: 1_000_000 })).map((event) => event.id);
  await database.close();
  expect(ids).toEqual(expect.arrayContaining(acknowledged));
  expect(rows(file, 'PRAGMA integrity_check')).toEqual([expect.objectContaining({ integrity_check: 'ok' })]);
});

test('a kill in the middle of a migration leaves the file as it was, and the next open migrates it', async () => {
  const file = join(scratchDir(), 'baton.db');
  const migrationsDir = writeMigrations(scratchDir(), { '1_first': 'CREATE TABLE filler (a TEXT);' });
  await (await openDatabase({ file, migrationsDir })).close();
  const endless = `INSERT INTO filler WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT hex(randomblob(500)) FROM n;`;
  writeMigrations(migrationsDir, { '2_second': endless });

  const child = spawn(process.execPath, [join(outdir, 'writer.mjs'), file, '0', migrationsDir], { stdio: 'ignore' });
  const exit = once(child, 'exit');
  await expect
    .poll(() => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0, { timeout: 20_000 })
    .toBeGreaterThan(1_000_000);
  child.kill('SIGKILL');
  await exit;

  expect(rows(file, 'SELECT count(*) AS n FROM filler')).toEqual([expect.objectContaining({ n: 0 })]);
  writeMigrations(migrationsDir, { '2_second': 'ALTER TABLE filler ADD COLUMN b TEXT;' });
  await (await openDatabase({ file, migrationsDir })).close();
  expect(rows(file, 'SELECT migration_name FROM _prisma_migrations')).toHaveLength(2);
});

/** Kills the writer in the middle of its work; the ids that it had told by then. */
async function killAfter(child: ChildProcess, lines: number): Promise<number[]> {
  let told = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (told.split('\n').length > lines) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  return told.split('\n').slice(0, -1).map(Number);
}
