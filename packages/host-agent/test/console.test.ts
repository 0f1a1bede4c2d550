import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WebSocket } from 'ws';
import { openDoor, openSocket } from './door';
import { until } from './until';

/** Stands in for QEMU's VNC socket. */
async function fakeScreen(path: string) {
  const viewers: Socket[] = [];
  const server: Server = createServer((socket) => {
    viewers.push(socket);
    socket.on('error', () => socket.destroy());
    socket.write('RFB 003.008\n');
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => {
    for (const viewer of viewers) viewer.destroy();
    server.close();
  });
  return { server, viewers };
}

async function setUp() {
  const door = await openDoor();
  const path = join(door.folder, 'vnc.sock');
  const screen = await fakeScreen(path);
  door.consoles.set('m1', path);
  return { ...door, ...screen, cookie: await door.setUp() };
}

const statusOf = (socket: WebSocket) =>
  new Promise<number>((resolve) => {
    socket.once('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
    socket.once('open', () => resolve(101));
  });

const firstMessage = (socket: WebSocket) =>
  new Promise<[data: string, binary: boolean]>((resolve) => {
    socket.once('message', (data, binary) => resolve([String(data), binary]));
  });

describe('the screen of a machine', () => {
  it('goes to several browsers at once, as binary frames both ways', async () => {
    const { socketPath, cookie, viewers } = await setUp();
    const one = openSocket(socketPath, '/console/m1', { cookie }, 'binary');
    const two = openSocket(socketPath, '/console/m1', { cookie });
    expect(await Promise.all([firstMessage(one), firstMessage(two)])).toEqual([
      ['RFB 003.008\n', true],
      ['RFB 003.008\n', true],
    ]);
    expect([one.protocol, two.protocol]).toEqual(['binary', '']);
    expect(viewers).toHaveLength(2);
    const said = new Promise<string>((resolve) => {
      for (const viewer of viewers) viewer.once('data', (chunk) => resolve(String(chunk)));
    });
    one.send(Buffer.from('RFB 003.008\n'));
    expect(await said).toBe('RFB 003.008\n');
  });

  it('is refused without a session, for a machine that is not up, and when QEMU does not answer', async () => {
    const { socketPath, cookie, consoles, folder } = await setUp();
    consoles.set('dead', join(folder, 'nobody.sock'));
    expect(await statusOf(openSocket(socketPath, '/console/m1'))).toBe(401);
    expect(await statusOf(openSocket(socketPath, '/console/m2', { cookie }))).toBe(404);
    expect(await statusOf(openSocket(socketPath, '/console/dead', { cookie }))).toBe(503);
    expect(await statusOf(openSocket(socketPath, '/console/m1', { cookie }))).toBe(101);
  });

  it('is refused to a viewer, who may look at states only', async () => {
    const { socketPath, cookie, database } = await setUp();
    const [user] = await database.users.list();
    await database.users.update(user?.id ?? '', { role: 'viewer' });
    expect(await statusOf(openSocket(socketPath, '/console/m1', { cookie }))).toBe(403);
  });

  it('ends for the browser when the machine ends, and for QEMU when the browser goes', async () => {
    const { socketPath, cookie, viewers } = await setUp();
    const one = openSocket(socketPath, '/console/m1', { cookie });
    await firstMessage(one);
    const closed = new Promise<number>((resolve) => one.once('close', resolve));
    viewers[0]?.destroy();
    expect(await closed).toBe(1000);
    const two = openSocket(socketPath, '/console/m1', { cookie });
    await firstMessage(two);
    two.terminate();
    await until('QEMU to lose its viewer', () => viewers[1]?.destroyed);
  });

  it('is closed when the session ends', async () => {
    const { socketPath, cookie, access, sessions } = await setUp();
    const socket = openSocket(socketPath, '/console/m1', { cookie });
    await firstMessage(socket);
    const actor = await sessions.actorOf(cookie.split('=')[1] ?? '');
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    if (actor) await access.logout(actor);
    expect(await closed).toBe(4401);
  });

  it('waits for a slow browser instead of filling the memory', async () => {
    const { socketPath, cookie, viewers } = await setUp();
    const socket = openSocket(socketPath, '/console/m1', { cookie });
    await firstMessage(socket);
    socket.pause();
    const screen = viewers[0] as Socket;
    const chunk = Buffer.alloc(1024 * 1024);
    let sent = 0;
    // A screen that never stops drawing is stopped by the slow reader, long before 64 MiB are on their way.
    while (sent < 64 && screen.write(chunk)) sent += 1;
    await until('the screen to be held back', () => screen.writableLength > 0);
    expect(sent).toBeLessThan(64);
    let received = 0;
    socket.on('message', (data) => {
      received += (data as Buffer).length;
    });
    screen.end();
    socket.resume();
    await until('everything to arrive', () => received === (sent + 1) * chunk.length);
  });

  it('takes no key press from a viewer whose session ended, though it keeps its connection open', async () => {
    const { socketPath, cookie, viewers, sessions, database } = await setUp();
    const viewer = openSocket(socketPath, '/console/m1', { cookie });
    await firstMessage(viewer);
    // A hostile viewer that reads nothing never answers the goodbye.
    viewer.pause();
    const typed: string[] = [];
    let left = false;
    viewers[0]?.on('data', (chunk) => typed.push(String(chunk)));
    viewers[0]?.on('close', () => (left = true));
    const user = await database.users.byName('owner');
    for (const session of await database.sessions.ofUser(user?.id ?? '')) await sessions.end(session.id);
    viewer.send(Buffer.from('typed after the end'));
    await until('the screen to be let go of', () => left);
    expect(typed).toEqual([]);
  });
});
