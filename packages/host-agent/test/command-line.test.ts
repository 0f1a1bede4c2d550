import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { profileDraftSchema } from '@baton/model/profile/definition';
import { beforeAll, describe, expect, it } from 'vitest';
import { isBuilt, startAgentProcess } from './agent-process';
import { temporaryFolder } from './temporary';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CORPUS = join(ROOT, 'packages/model/src/import/testing');

beforeAll(() => {
  if (!isBuilt()) throw new Error('build the agent first: npm run build --workspace @baton/host-agent');
});

/** The command line against a real agent. */
async function setUp() {
  const stateDir = join(await temporaryFolder(), 's');
  await startAgentProcess(stateDir);
  const run = async (words: readonly string[], input = '') => {
    const argv = ['--import', 'tsx', join(ROOT, 'apps/cli/src/main.ts'), ...words];
    const child = spawn(process.execPath, argv, { cwd: ROOT, env: { ...process.env, BATON_STATE_DIR: stateDir } });
    child.stdin.end(input);
    const code = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await code, stdout, stderr };
  };
  const json = async (words: readonly string[], input?: string) =>
    JSON.parse((await run(['--json', ...words], input)).stdout);
  return { run, json };
}

describe('baton profile', { timeout: 60_000 }, () => {
  it('tells what would become of the guide’s script, and saves nothing', async () => {
    const { json, run } = await setUp();
    const report = await json(['profile', 'import', join(CORPUS, 'guide.sh'), '--dry-run']);
    expect(Object.keys(report)).toEqual(['profile', 'kept', 'lost', 'findings']);
    expect(profileDraftSchema.parse(report.profile).memory.sizeMiB).toBe(8192);
    const codes = report.findings.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['missing-backslash', 'audio-variable', 'unknown-option']));
    expect(report.lost.length).toBeGreaterThan(5);
    expect((await run(['profile', 'list'])).stdout.trim().split('\n')).toHaveLength(1);
  });

  it('brings a profile out and in again, by a pipe, and keeps what it was', async () => {
    const { json, run } = await setUp();
    const draft = { name: 'one', memory: { sizeMiB: 64 }, notes: 'first', boot: ['cd0'] };
    const made = await json(['profile', 'create', '-'], JSON.stringify(draft));
    expect(made).toMatchObject({ revision: 1, definition: { name: 'one', notes: 'first' } });
    const out = await run(['profile', 'export', 'ONE', '--as', 'json']);
    const back = await json(['profile', 'import', '-'], out.stdout);
    expect(back.profile.definition).toMatchObject({ name: 'one 2', notes: 'first' });
    // The original has the address; the copy got another one and says so.
    expect(back.findings.map(({ field }: { field: string }) => field)).toEqual(['name', 'nics.0.mac']);
    expect((await run(['profile', 'export', 'one', '--as', 'argv'])).stdout).toContain('guest=one');
    expect(await json(['profile', 'versions', 'one'])).toMatchObject([{ revision: 1, actor: 'command line' }]);
    expect(await json(['profile', 'restore', 'one', '1'])).toMatchObject({ revision: 2 });
    const deleted = await run(['profile', 'delete', 'one', 'one 2']);
    expect(deleted).toMatchObject({ code: 0, stdout: 'one is deleted.\none 2 is deleted.\n' });
  });

  it('says in a sentence what it cannot read', async () => {
    const { run } = await setUp();
    const nothing = await run(['profile', 'import', '-'], 'echo hello\n');
    expect(nothing.code).toBe(1);
    expect(nothing.stderr.trim().split('\n')).toHaveLength(1);
    const large = await run(['profile', 'import', '-'], 'x'.repeat(2 * 1024 * 1024));
    expect(large).toMatchObject({ code: 1, stdout: '' });
    const almost = await run(['profile', 'import', '-', '--dry-run'], await padded());
    expect(almost.code).toBe(0);
    const missing = await run(['profile', 'import', '/no/such/file']);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
  });
});

/** As large as an import may be. */
async function padded(): Promise<string> {
  const script = await readFile(join(CORPUS, 'plain.sh'), 'utf8');
  return `${script}\n# ${'"quoted" '.repeat(100_000)}\n`;
}
