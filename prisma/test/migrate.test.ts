import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../src/index';
import { execute, rows, scratchDir, writeMigrations } from './scratch';

const FIRST =
  'CREATE TABLE parent (id TEXT PRIMARY KEY); CREATE TABLE child (parent REFERENCES parent(id) ON DELETE CASCADE);';
const SECOND = 'ALTER TABLE parent ADD COLUMN name TEXT;';

/** A database that stands at the first of the test's migrations and holds a parent with a child. */
async function atFirstMigration() {
  const dir = scratchDir();
  const file = join(dir, 'baton.db');
  const migrationsDir = writeMigrations(join(dir, 'migrations'), { '1_first': FIRST });
  await (await openDatabase({ file, migrationsDir })).close();
  execute(file, `INSERT INTO parent VALUES ('p'); INSERT INTO child VALUES ('p');`);
  return { dir, file, migrationsDir, backupDir: join(dir, 'backups') };
}

const applied = (file: string) =>
  (rows(file, 'SELECT migration_name AS name FROM _prisma_migrations ORDER BY name') as { name: string }[]).map(
    (row) => row.name,
  );
const columns = (file: string) =>
  (rows(file, `SELECT name FROM pragma_table_info('parent')`) as { name: string }[]).map((row) => row.name);

test('a pending migration is applied after a copy that still has the old shape', async () => {
  const { file, migrationsDir, backupDir } = await atFirstMigration();
  writeMigrations(migrationsDir, { '2_second': SECOND });
  await (await openDatabase({ file, migrationsDir })).close();

  expect(applied(file)).toEqual(['1_first', '2_second']);
  expect(columns(file)).toEqual(['id', 'name']);
  const backups = readdirSync(backupDir);
  expect(backups).toEqual([expect.stringMatching(/^baton-\d{8}T\d{9}Z-[0-9a-f]{4}\.db$/)]);
  const copy = join(backupDir, backups[0] as string);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(applied(copy)).toEqual(['1_first']);
  expect(columns(copy)).toEqual(['id']);
  expect(rows(copy, 'SELECT * FROM child')).toHaveLength(1);
});

test('the copy can be put back and migrates again', async () => {
  const { file, migrationsDir, backupDir } = await atFirstMigration();
  writeMigrations(migrationsDir, { '2_second': SECOND });
  await (await openDatabase({ file, migrationsDir })).close();
  const restored = join(backupDir, readdirSync(backupDir)[0] as string);
  await (await openDatabase({ file: restored, migrationsDir })).close();
  expect(columns(restored)).toEqual(['id', 'name']);
});

test('the last five copies are kept, and nothing else in the folder is removed', async () => {
  const { file, migrationsDir, backupDir } = await atFirstMigration();
  mkdirSync(backupDir);
  writeFileSync(join(backupDir, 'baton-mine.db'), 'kept by hand');
  for (let year = 2001; year <= 2007; year++)
    writeFileSync(join(backupDir, `baton-${year}0101T000000000Z-abcd.db`), '');
  writeMigrations(migrationsDir, { '2_second': SECOND });
  await (await openDatabase({ file, migrationsDir })).close();
  const names = readdirSync(backupDir).sort();
  expect(names.slice(0, 4)).toEqual([2004, 2005, 2006, 2007].map((year) => `baton-${year}0101T000000000Z-abcd.db`));
  expect(names).toHaveLength(6);
  expect(names).toContain('baton-mine.db');
});

test('a migration that fails leaves the file as it was, names itself and the copy, and may be tried again', async () => {
  const { file, migrationsDir } = await atFirstMigration();
  writeMigrations(migrationsDir, {
    '2_second': SECOND,
    '3_broken': 'CREATE TABLE extra (a); INSERT INTO nowhere VALUES (1);',
  });
  const refusal = {
    code: 'failed-migration',
    facts: { migration: '3_broken', reason: expect.stringContaining('nowhere') },
  };
  await expect(openDatabase({ file, migrationsDir })).rejects.toMatchObject(refusal);
  expect(applied(file)).toEqual(['1_first']);
  expect(columns(file)).toEqual(['id']);
  expect(rows(file, `SELECT name FROM sqlite_master WHERE name = 'extra'`)).toEqual([]);

  const again = await openDatabase({ file, migrationsDir }).catch((error: unknown) => error);
  expect(again).toMatchObject({ ...refusal, facts: { backupFile: expect.stringMatching(/\.db$/) } });
  writeMigrations(migrationsDir, { '3_broken': 'CREATE TABLE extra (a);' });
  await (await openDatabase({ file, migrationsDir })).close();
  expect(applied(file)).toEqual(['1_first', '2_second', '3_broken']);
});

test('a table that is rebuilt keeps the rows that refer to it', async () => {
  const { file, migrationsDir } = await atFirstMigration();
  const rebuild = `PRAGMA defer_foreign_keys=ON; PRAGMA foreign_keys=OFF;
    CREATE TABLE new_parent (id TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '');
    INSERT INTO new_parent (id) SELECT id FROM parent; DROP TABLE parent; ALTER TABLE new_parent RENAME TO parent;
    PRAGMA foreign_keys=ON; PRAGMA defer_foreign_keys=OFF;`;
  writeMigrations(migrationsDir, { '2_rebuild': rebuild });
  await (await openDatabase({ file, migrationsDir })).close();
  expect(rows(file, 'SELECT * FROM child')).toHaveLength(1);
});

test('a migration that would leave rows referring to nothing is undone', async () => {
  const { file, migrationsDir } = await atFirstMigration();
  writeMigrations(migrationsDir, { '2_orphans': 'DELETE FROM parent;' });
  const refusal = { code: 'failed-migration', facts: { migration: '2_orphans' } };
  await expect(openDatabase({ file, migrationsDir })).rejects.toMatchObject(refusal);
  expect(rows(file, 'SELECT * FROM parent')).toHaveLength(1);
});

test('a migration that somebody left half done is refused and not touched', async () => {
  const { file, migrationsDir } = await atFirstMigration();
  execute(
    file,
    `UPDATE _prisma_migrations SET finished_at = NULL, logs = 'no space'; PRAGMA wal_checkpoint(TRUNCATE);`,
  );
  const before = readFileSync(file);
  const facts = { file, migration: '1_first', reason: 'no space' };
  await expect(openDatabase({ file, migrationsDir })).rejects.toMatchObject({ code: 'failed-migration', facts });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a migration that was edited after it was applied is told and not applied again', async () => {
  const { file, migrationsDir } = await atFirstMigration();
  writeMigrations(migrationsDir, { '1_first': `${FIRST} -- edited` });
  const warnings: object[] = [];
  const log = { info: () => undefined, warn: (facts: object) => void warnings.push(facts) };
  await (await openDatabase({ file, migrationsDir, log })).close();
  expect(warnings).toEqual([{ file, migrations: ['1_first'] }]);
});

test('a damaged file is not migrated', async () => {
  const { file, migrationsDir } = await atFirstMigration();
  execute(
    file,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
    INSERT INTO parent SELECT 'row number ' || i FROM n; PRAGMA wal_checkpoint(TRUNCATE);`,
  );
  const bytes = readFileSync(file);
  bytes.fill(0xff, 12 * 4096, 20 * 4096);
  writeFileSync(file, bytes);
  writeMigrations(migrationsDir, { '2_second': SECOND });
  await expect(openDatabase({ file, migrationsDir })).rejects.toMatchObject({ code: 'corrupt' });
});

test('an empty migrations folder is a broken build, not a broken database', async () => {
  const { file, dir } = await atFirstMigration();
  mkdirSync(join(dir, 'none'));
  await expect(openDatabase({ file, migrationsDir: join(dir, 'none') })).rejects.toThrow(/no migrations/);
});
