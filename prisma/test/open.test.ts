import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../src/index';
import { execute, MIGRATIONS, rows, scratchDir } from './scratch';

const TABLES = [
  'Event',
  'GpuSpan',
  'MachineAutomation',
  'MachineRun',
  'Operation',
  'Profile',
  'ProfileVersion',
  'Session',
  'Setting',
  'User',
  '_prisma_migrations',
];
const tableNames = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`;

async function openAndClose(file: string): Promise<void> {
  await (await openDatabase({ file })).close();
}

test('a fresh open creates the folder, all tables and a file for its owner only', async () => {
  const file = join(scratchDir(), 'state', 'baton.db');
  await openAndClose(file);
  expect(rows(file, tableNames)).toEqual(TABLES.map((name) => expect.objectContaining({ name })));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('the log files beside an open database are for its owner only', async () => {
  const dir = scratchDir();
  const database = await openDatabase({ file: join(dir, 'baton.db') });
  await database.settings.set('key', 1);
  const modes = readdirSync(dir).map((name) => [name, statSync(join(dir, name)).mode & 0o777]);
  await database.close();
  expect(modes).toEqual([
    ['baton.db', 0o600],
    ['baton.db-shm', 0o600],
    ['baton.db-wal', 0o600],
  ]);
});

test('a second open applies nothing, copies nothing and finds what was written', async () => {
  const dir = scratchDir();
  const file = join(dir, 'baton.db');
  const first = await openDatabase({ file });
  await first.settings.set('setup', { done: true });
  await first.close();
  const history = rows(file, 'SELECT * FROM _prisma_migrations');

  const second = await openDatabase({ file });
  expect(await second.settings.get('setup')).toEqual({ done: true });
  await second.close();
  expect(rows(file, 'SELECT * FROM _prisma_migrations')).toEqual(history);
  expect(readdirSync(dir)).not.toContain('backups');
});

test('a file that others may read is closed to them', async () => {
  const file = join(scratchDir(), 'baton.db');
  await openAndClose(file);
  chmodSync(file, 0o644);
  await openAndClose(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a path that means something in a URL is only a path', async () => {
  const dir = join(scratchDir(), 'a b%20?c#d');
  await openAndClose(join(dir, 'baton.db'));
  expect(readdirSync(dir)).toContain('baton.db');
});

test('a database from a newer version is refused and not touched', async () => {
  const file = join(scratchDir(), 'baton.db');
  await openAndClose(file);
  execute(
    file,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '29990101000000_future', 'now');
     PRAGMA wal_checkpoint(TRUNCATE);`,
  );
  chmodSync(file, 0o644);
  const before = readFileSync(file);
  await expect(openDatabase({ file })).rejects.toMatchObject({
    code: 'newer-version',
    facts: { file, unknownMigrations: ['29990101000000_future'] },
  });
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o644);
});

test('a file that is not SQLite is called corrupt and not touched', async () => {
  const file = join(scratchDir(), 'baton.db');
  writeFileSync(file, 'not a database '.repeat(1000));
  const before = readFileSync(file);
  await expect(openDatabase({ file })).rejects.toMatchObject({ code: 'corrupt' });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a SQLite file of someone else is refused and not touched', async () => {
  const file = join(scratchDir(), 'baton.db');
  execute(file, 'CREATE TABLE theirs (a)');
  const before = readFileSync(file);
  await expect(openDatabase({ file })).rejects.toMatchObject({ code: 'not-baton', facts: { tables: ['theirs'] } });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a place that cannot hold a file is called not writable', async () => {
  const dir = scratchDir();
  writeFileSync(join(dir, 'plain'), '');
  mkdirSync(join(dir, 'folder'));
  await expect(openDatabase({ file: join(dir, 'plain', 'baton.db') })).rejects.toMatchObject({ code: 'not-writable' });
  await expect(openDatabase({ file: join(dir, 'folder') })).rejects.toMatchObject({ code: 'not-writable' });
});

test('a database that another process keeps locked is called busy', async () => {
  const file = join(scratchDir(), 'baton.db');
  await openAndClose(file);
  const { default: Sqlite } = await import('libsql');
  const other = new Sqlite(file);
  const database = await openDatabase({ file });
  other.exec('BEGIN IMMEDIATE');
  await expect(database.settings.set('key', 1)).rejects.toMatchObject({ code: 'busy' });
  other.exec('ROLLBACK');
  await database.settings.set('key', 2);
  expect(await database.settings.get('key')).toBe(2);
  await database.close();
});

test('two opens of a new file at once both work', async () => {
  const file = join(scratchDir(), 'baton.db');
  const [one, two] = await Promise.all([openDatabase({ file }), openDatabase({ file })]);
  await one.settings.set('from', 'one');
  expect(await two.settings.get('from')).toBe('one');
  await Promise.all([one.close(), two.close()]);
  expect(rows(file, 'SELECT migration_name FROM _prisma_migrations')).toHaveLength(MIGRATIONS);
});

test('transactions leave no connection behind', async () => {
  const database = await openDatabase({ file: join(scratchDir(), 'baton.db') });
  const descriptors = () => readdirSync('/proc/self/fd').length;
  await database.profiles.create({ name: 'first', definition: {}, schemaVersion: 1 });
  const before = descriptors();
  for (let i = 0; i < 20; i++) await database.profiles.create({ name: `p${i}`, definition: {}, schemaVersion: 1 });
  expect(descriptors()).toBeLessThan(before + 10);
  await database.close();
});
