import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

/**
 * Prisma's schema engine from npm (WebAssembly), because the CLI's `migrate` insists on a native one that it downloads.
 * It works on throw-away databases only: no developer's database is read or written.
 */
export const migrationsDir = join(import.meta.dirname, '..', 'migrations');
const schemaFile = join(import.meta.dirname, '..', 'schema.prisma');
const filters = { externalTables: [], externalEnums: [] };

/** Runs `work` with an engine, then removes the scratch databases that the engine used. */
export async function withEngine(work) {
  const scratchDir = mkdtempSync(join(tmpdir(), 'baton-migration-'));
  try {
    const { SchemaEngine } = await loadWasm();
    const factory = scratchDatabases(scratchDir);
    const datamodels = schema().files.map((file) => [file.path, file.content]);
    const engine = await SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
    return await work(engine);
  } finally {
    rmSync(scratchDir, { recursive: true, force: true });
  }
}

/** What a new migration would have to contain: empty when the migrations already lead to the schema. */
export async function missingSql(engine, dir = migrationsDir) {
  const from = { tag: 'migrations', ...migrationList(dir) };
  const to = { tag: 'schemaDatamodel', ...schema() };
  const summary = await engine.diff({ from, to, script: false, exitCode: true, filters });
  if (summary.exitCode === 0) return '';
  const script = await engine.diff({ from, to, script: true, exitCode: null, filters });
  return script.stdout;
}

async function loadWasm() {
  const require = createRequire(import.meta.url);
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

function schema() {
  return { files: [{ path: schemaFile, content: readFileSync(schemaFile, 'utf8') }] };
}

function migrationList(dir) {
  const names = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    baseDir: dir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
    shadowDbInitScript: '',
    migrationDirectories: names
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(join(dir, name, 'migration.sql'), 'utf8') },
        },
      })),
  };
}

function scratchDatabases(dir) {
  let opened = 0;
  const open = async () => {
    opened += 1;
    return runScriptsWhole(await new PrismaLibSql({ url: `file:${join(dir, `${opened}.db`)}` }).connect());
  };
  // The adapter's own shadow database is `:memory:`, which libsql forgets after the first transaction.
  return { provider: 'sqlite', adapterName: '@prisma/adapter-libsql', connect: open, connectToShadowDb: open };
}

/** The engine sends a whole migration as one statement without arguments; libsql runs only a statement's first part. */
function runScriptsWhole(adapter) {
  const executeRaw = adapter.executeRaw.bind(adapter);
  adapter.executeRaw = async (query) => {
    if (query.args.length > 0) return executeRaw(query);
    await adapter.executeScript(query.sql);
    return 0;
  };
  return adapter;
}
