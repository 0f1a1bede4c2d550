import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Migration {
  /** Folder name, `20261123090357_init`: the order is the order of names. */
  name: string;
  sql: string;
  /** SHA-256 of the file in hex, as Prisma keeps it. */
  checksum: string;
}

/**
 * Where the migrations are. The agent is one bundled file: its build copies `prisma/migrations` to `migrations` beside the
 * bundle (see bundle.mjs), and there `import.meta` is the bundle's. Run from source, they are one folder up.
 */
export function findMigrationsDir(): string {
  const besideTheBundle = join(import.meta.dirname, 'migrations');
  return existsSync(besideTheBundle) ? besideTheBundle : join(import.meta.dirname, '..', 'migrations');
}

/** All migrations in `dir`, oldest first. Throws when there is none: then the build is broken, not the database. */
export function loadMigrations(dir: string): Migration[] {
  const names = readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(dir, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0) throw new Error(`no migrations in ${dir}: the build did not copy them`);
  return names.map((name) => load(dir, name));
}

function load(dir: string, name: string): Migration {
  const sql = readFileSync(join(dir, name, 'migration.sql'), 'utf8');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
