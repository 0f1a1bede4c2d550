import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '@baton/db';
import type { StreamEvent } from '@baton/model/event';
import type { TelemetryTick } from '@baton/model/telemetry/sample';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { browser, isBuilt, kill, refusedAgent, startAgentProcess } from './agent-process';
import { ask, cookieFrom, PASSWORD, post } from './door';
import { temporaryFolder } from './temporary';
import { until } from './until';

const QEMU = '/usr/bin/qemu-system-x86_64';

beforeAll(() => {
  if (!isBuilt()) throw new Error('build the agent first: npm run build --workspace @baton/host-agent');
});

async function setUpAgent(env: NodeJS.ProcessEnv = {}) {
  const stateDir = join(await temporaryFolder(), 's');
  const agent = await startAgentProcess(stateDir, env);
  const { socket, setupToken } = agent.ready;
  const cookie = cookieFrom(await post(socket, '/trpc/session.setUp', { token: setupToken, password: PASSWORD }));
  return { stateDir, agent, socket, cookie, page: browser(socket, cookie) };
}

describe('the agent process', () => {
  it('says in one line that it is ready, with a setup token for the first run only', async () => {
    const { stateDir, agent, socket } = await setUpAgent();
    expect(agent.ready).toMatchObject({ event: 'ready', socket: join(stateDir, 'run/agent.sock'), simulated: true });
    expect(agent.ready.setupToken).toMatch(/^[\w-]{43}$/);
    expect(agent.ready.pid).toBe(agent.child.pid);
    expect(JSON.parse((await ask(socket, '/healthz')).text)).toMatchObject({ status: 'ok' });
    expect(await kill(agent.child, 'SIGTERM')).toBe(0);
    expect(existsSync(socket)).toBe(false);
    const again = await startAgentProcess(stateDir);
    expect(again.ready.setupToken).toBeNull();
  });

  it('refuses to work on a folder on which another one works, and takes over from one that was killed', async () => {
    const { stateDir, agent } = await setUpAgent();
    const refused = await refusedAgent(stateDir);
    expect(refused.code).toBe(75);
    expect(refused.words).toContain(`process ${agent.child.pid}`);
    expect(refused.words.split('\n')).toHaveLength(1);
    await kill(agent.child, 'SIGKILL');
    await startAgentProcess(stateDir);
  });

  it('ends when its supervisor is gone', async () => {
    const { agent } = await setUpAgent({ BATON_SUPERVISED: '1' });
    const ended = new Promise((resolve) => agent.child.once('exit', resolve));
    agent.child.stdin?.end();
    expect(await ended).toBe(0);
  });

  it('says in a sentence why it cannot start', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'file');
    await writeFile(file, '');
    const cases: [NodeJS.ProcessEnv, number, string][] = [
      [{ BATON_HOST: 'mac' }, 78, 'BATON_HOST'],
      [{ BATON_SCENARIO: 'unheard-of' }, 78, 'BATON_SCENARIO'],
      [{ BATON_STATE_DIR: join(file, 'state') }, 73, 'BATON_STATE_DIR'],
    ];
    for (const [env, code, word] of cases) {
      const refused = await refusedAgent(join(folder, 's'), env);
      expect([refused.code, refused.words.split('\n').length], refused.words).toEqual([code, 1]);
      expect(refused.words).toContain(word);
    }
  });

  it('does not touch a database of a newer Baton', async () => {
    const { stateDir, agent } = await setUpAgent();
    await kill(agent.child, 'SIGTERM');
    const file = join(stateDir, 'baton.db');
    const migrationsDir = join(stateDir, 'migrations-of-later');
    await cp(join(import.meta.dirname, '..', 'dist', 'migrations'), migrationsDir, { recursive: true });
    await mkdir(join(migrationsDir, '29991231000000_later'));
    await writeFile(join(migrationsDir, '29991231000000_later', 'migration.sql'), 'CREATE TABLE later (id INTEGER);');
    await (await openDatabase({ file, migrationsDir })).close();
    const before = await readFile(file);
    const refused = await refusedAgent(stateDir);
    expect(refused.code).toBe(65);
    expect(refused.words).toContain('newer Baton');
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('starts with what it can when QEMU is missing, and says so', async () => {
    const { page } = await setUpAgent();
    const host = await page.host.view.query();
    expect(host.simulated?.scenario).toBe('optimus');
    expect(host.problems.some((problem) => problem.code === 'qemu.missing')).toBe(!existsSync(QEMU));
    expect((await page.gpu.view.query())?.name).toContain('P5000');
    expect((await page.machine.list.query()).map((machine) => machine.name)).toEqual(['demo']);
  });
});

describe.runIf(existsSync(QEMU))('a machine, through the whole agent', () => {
  it('is lent the GPU, outlives an agent that is killed, is adopted, and gives the GPU back', async () => {
    const { stateDir, agent, page } = await setUpAgent();
    const events: StreamEvent[] = [];
    page.event.stream.subscribe(undefined, { onData: ({ data }) => void events.push(data) });
    const [demo] = await page.machine.list.query();
    const id = demo?.id ?? '';
    const machine = () => page.machine.view.query({ id });

    const { operationId } = await page.machine.start.mutate({ id });
    await until('the machine to run', async () => (await machine()).state.kind === 'running');
    await until('the start to be over', async () => {
      return (await page.operation.get.query({ id: operationId ?? '' })).state === 'succeeded';
    });
    expect((await page.gpu.view.query())?.holder).toMatchObject({ kind: 'machine', name: 'demo' });
    expect(events.map((event) => event.kind)).toContain('operation');
    const serial = await until('the serial log', async () => {
      const log = await page.log.tail.query({ machineId: id, source: 'serial' }).catch(() => undefined);
      return log?.lines.length ? log : undefined;
    });
    expect(serial.lines.length).toBeGreaterThan(0);
    const before = (await machine()).state;
    const pid = before.kind === 'running' ? before.pid : 0;
    onTestFinished(() => {
      if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
    });

    await kill(agent.child, 'SIGKILL');
    await startAgentProcess(stateDir);
    const after = await until('the page to recover', () => machine().catch(() => undefined));
    expect(after.state).toMatchObject({ kind: 'running', pid });
    expect(after.holdsGpu).toBe(true);
    await until('the page to be told to reload', () => events.some((event) => event.kind === 'reload'));
    const ticks: TelemetryTick[] = [];
    const watching = page.telemetry.watch.subscribe({ machineId: id }, { onData: (tick) => void ticks.push(tick) });
    await until('a measurement', () => ticks.length > 0);
    expect(ticks[0]?.machines).toMatchObject([{ machineId: id, rssMiB: expect.any(Number) }]);
    expect(ticks[0]?.gpu).toMatchObject({ source: 'none', reason: 'in-guest' });
    watching.unsubscribe();

    await page.machine.shutDown.mutate({ id });
    await until('the machine to be off', async () => (await machine()).state.kind === 'stopped');
    await until('the GPU to be home', async () => (await page.gpu.view.query())?.holder.kind === 'host');
    const activity = await page.activity.list.query({});
    expect(activity.map((item) => item.text)).toEqual(expect.arrayContaining(['Start demo', 'After demo stopped']));
    expect(await page.log.tail.query({ machineId: id, source: 'serial' })).toMatchObject({ file: serial.file });
  }, 60_000);
});
