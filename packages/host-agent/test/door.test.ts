import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { appRouter } from '@baton/api/router';
import { describe, expect, it } from 'vitest';
import { type Answer, ask, cookieFrom, openDoor, openSocket, PASSWORD, post } from './door';
import { until } from './until';

const OPEN = ['session.state', 'session.setUp', 'session.login'];
type Kind = 'query' | 'mutation' | 'subscription';
const PROCEDURES = Object.entries(appRouter._def.procedures).map(([path, procedure]) => {
  return [path, (procedure as unknown as { _def: { type: Kind } })._def.type] as const;
});

const codeOf = (answer: Answer) => JSON.parse(answer.text).error?.data?.problem?.code;

interface Message {
  id: number;
  error?: { data: { problem: { code: string } } };
  result?: { type: string; data?: unknown };
}

/** The first answers of a socket to each of the calls, by id. */
async function callAll(
  socketPath: string,
  headers: Record<string, string>,
  calls: readonly (readonly [string, Kind])[],
) {
  const socket = openSocket(socketPath, '/trpc', headers);
  const answers = new Map<number, Message>();
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (!answers.has(message.id)) answers.set(message.id, message);
  });
  await new Promise((resolve) => socket.once('open', resolve));
  calls.forEach(([path, method], id) => {
    socket.send(JSON.stringify({ id, method, params: { path } }));
  });
  await until('an answer to every call', () => answers.size === calls.length);
  return { socket, answers };
}

describe('who may call', () => {
  it('only session.state, session.setUp and session.login answer without a session, over HTTP', async () => {
    const { socketPath } = await openDoor();
    const open: string[] = [];
    for (const [path, kind] of PROCEDURES) {
      if (kind === 'subscription') continue;
      const answer = await ask(socketPath, `/trpc/${path}`, kind === 'query' ? {} : { method: 'POST', body: {} });
      if (codeOf(answer) !== 'access.not-logged-in') open.push(path);
      else expect(answer.status, path).toBe(401);
    }
    expect(open.sort()).toEqual([...OPEN].sort());
  });

  it('and over a socket, where even those give no session', async () => {
    const { socketPath } = await openDoor();
    const { answers } = await callAll(socketPath, {}, PROCEDURES);
    const open = PROCEDURES.filter((_, id) => answers.get(id)?.error?.data.problem.code !== 'access.not-logged-in');
    expect(open.map(([path]) => path).sort()).toEqual([...OPEN].sort());
    const state = answers.get(PROCEDURES.findIndex(([path]) => path === 'session.state'));
    expect(state?.result?.data).toEqual({ setupNeeded: true, hostname: '', simulated: true, actor: null });
  });

  it('refuses log-in over a socket before it changes anything', async () => {
    const { socketPath, setupToken, access } = await openDoor();
    const socket = openSocket(socketPath, '/trpc');
    const answer = new Promise<Message>((resolve) =>
      socket.once('message', (data) => resolve(JSON.parse(String(data)) as Message)),
    );
    await new Promise((resolve) => socket.once('open', resolve));
    const input = { token: setupToken, password: PASSWORD };
    socket.send(JSON.stringify({ id: 1, method: 'mutation', params: { path: 'session.setUp', input } }));
    expect((await answer).error?.data.problem.code).toBe('request.invalid');
    expect(await access.setupNeeded()).toBe(true);
  });

  it('lets the command line in with its key, and nobody with a wrong one', async () => {
    const { socketPath, folder } = await openDoor();
    const key = (await readFile(join(folder, 'operator.token'), 'utf8')).trim();
    const state = (token: string) =>
      ask(socketPath, '/trpc/session.state', { headers: { authorization: `Bearer ${token}` } });
    expect(JSON.parse((await state(key)).text).result.data.actor).toEqual({ name: 'command line', role: 'admin' });
    expect(JSON.parse((await state(`${key}x`)).text).result.data.actor).toBeNull();
  });

  it('opens its socket to the owner and the group only', async () => {
    const { socketPath } = await openDoor();
    expect((await stat(socketPath)).mode & 0o777).toBe(0o660);
  });
});

describe('the session cookie', () => {
  it('is set by the first run and by log-in, for this site only and out of reach of scripts', async () => {
    const { socketPath, setupToken } = await openDoor();
    const first = await post(socketPath, '/trpc/session.setUp', { token: setupToken, password: PASSWORD });
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^baton_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/,
    );
    const again = await post(
      socketPath,
      '/trpc/session.login',
      { password: PASSWORD },
      { 'x-baton-scheme': 'https', 'x-baton-client-address': '192.168.1.20' },
    );
    expect(again.headers['set-cookie']?.[0]).toMatch(/; Secure$/);
    const cookie = cookieFrom(again);
    const list = await ask(socketPath, '/trpc/session.list', { headers: { cookie: `a=b; ${cookie}` } });
    const [session] = JSON.parse(list.text).result.data as { address: string; current: boolean }[];
    expect(JSON.parse(list.text).result.data).toHaveLength(2);
    expect([session?.address, session?.current]).toEqual(['192.168.1.20', true]);
  });

  it('is taken away by log-out, and opens nothing afterwards', async () => {
    const { socketPath, setUp } = await openDoor();
    const cookie = await setUp();
    const out = await post(socketPath, '/trpc/session.logout', {}, { cookie });
    expect(out.headers['set-cookie']?.[0]).toMatch(/^baton_session=; .*Max-Age=0$/);
    expect(codeOf(await ask(socketPath, '/trpc/session.list', { headers: { cookie } }))).toBe('access.not-logged-in');
  });

  it('is not set when the token or the password is wrong', async () => {
    const { socketPath, setUp } = await openDoor();
    const wrong = await post(socketPath, '/trpc/session.setUp', { token: 'guess', password: PASSWORD });
    expect([codeOf(wrong), wrong.headers['set-cookie']]).toEqual(['access.setup-token-wrong', undefined]);
    await setUp();
    const login = await post(socketPath, '/trpc/session.login', { password: 'wrong password' });
    expect([login.status, codeOf(login), login.headers['set-cookie']]).toEqual([
      401,
      'access.wrong-password',
      undefined,
    ]);
  });
});

describe('a socket', () => {
  it('is closed at once when its session is revoked by another window', async () => {
    const { socketPath, setUp } = await openDoor();
    const phone = await setUp();
    const sofa = cookieFrom(await post(socketPath, '/trpc/session.login', { password: PASSWORD }));
    const { socket } = await callAll(socketPath, { cookie: phone }, [['event.stream', 'subscription']]);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const list = await ask(socketPath, '/trpc/session.list', { headers: { cookie: sofa } });
    const other = (JSON.parse(list.text).result.data as { id: string; current: boolean }[]).find(
      (each) => !each.current,
    );
    await post(socketPath, '/trpc/session.revoke', { sessionId: other?.id }, { cookie: sofa });
    expect(await closed).toBe(4401);
  });

  it('without a session is answered and then sent away, so that the browser comes back with its cookie', async () => {
    const { socketPath } = await openDoor();
    const { socket } = await callAll(socketPath, {}, [['session.state', 'query']]);
    expect(await new Promise<number>((resolve) => socket.once('close', resolve))).toBe(4401);
  });

  it('carries events, and a page that comes back gets what it missed', async () => {
    const { socketPath, setUp, hub } = await openDoor();
    const cookie = await setUp();
    const socket = openSocket(socketPath, '/trpc', { cookie });
    const messages: { result?: { id?: string; data?: { data: { kind: string; subject?: string } } } }[] = [];
    socket.on('message', (data) => messages.push(JSON.parse(String(data))));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'event.stream' } }));
    await until('the stream to be read', () => hub.readers === 1);
    hub.emit('machine', 'a');
    const first = await until('the first event', () => messages.find((each) => each.result?.id));
    socket.terminate();
    await until('the reader to be gone', () => hub.readers === 0);
    hub.emit('machine', 'b');
    const { answers: _, socket: again } = await callAll(socketPath, { cookie }, []);
    again.on('message', (data) => messages.push(JSON.parse(String(data))));
    const params = { path: 'event.stream', lastEventId: first.result?.id };
    again.send(JSON.stringify({ id: 2, method: 'subscription', params }));
    const missed = await until('the missed event', () =>
      messages.find((each) => each.result?.data?.data?.subject === 'b'),
    );
    expect(missed.result?.data?.data.kind).toBe('machine');
  });

  it('is told to reconnect when the agent stops', async () => {
    const { socketPath, setUp, stop } = await openDoor();
    const { socket } = await callAll(socketPath, { cookie: await setUp() }, []);
    const messages: string[] = [];
    socket.on('message', (data) => messages.push(String(data)));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await stop();
    expect(await closed).toBe(1012);
    expect(messages).toEqual([JSON.stringify({ id: null, method: 'reconnect' })]);
  });
});

describe('what leaves the agent', () => {
  it('is health for everybody', async () => {
    const { socketPath } = await openDoor();
    const health = await ask(socketPath, '/healthz');
    expect([health.status, JSON.parse(health.text)]).toEqual([200, { version: '9.9.9', status: 'ok' }]);
    expect((await ask(socketPath, '/elsewhere')).status).toBe(404);
  });

  it('is never a stack nor the words of a defect, but a reference', async () => {
    const { socketPath, setUp } = await openDoor();
    const answer = await ask(socketPath, '/trpc/gpu.view', { headers: { cookie: await setUp() } });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/stack|was called|\.ts/);
    expect(JSON.parse(answer.text).error.data.problem.facts.reference).toMatch(/^[0-9a-f]{8}$/);
  });

  it('refuses what is too large, and bad input field by field', async () => {
    const { socketPath, setUp } = await openDoor();
    const cookie = await setUp();
    const large = await post(socketPath, '/trpc/session.login', { password: 'x'.repeat(300_000) });
    expect(large.status).toBe(413);
    const bad = await post(socketPath, '/trpc/session.revoke', { sessionId: 7 }, { cookie });
    expect(JSON.parse(bad.text).error.data.problem).toMatchObject({
      code: 'request.invalid',
      facts: { issues: [{ path: 'sessionId' }] },
    });
  });
});
