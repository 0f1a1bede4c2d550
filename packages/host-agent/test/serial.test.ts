import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WebSocket } from 'ws';
import { openDoor, openSocket } from './door';
import { until } from './until';

/** Stands in for QEMU's end of a serial port, with the log that it would write. */
async function setUp(before = '') {
  const door = await openDoor();
  const place = { socket: join(door.folder, 'ser.sock'), log: join(door.folder, 'serial.log') };
  const clients: Socket[] = [];
  const server = createServer((client) => {
    clients.push(client);
    client.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(place.socket, resolve));
  onTestFinished(() => {
    for (const client of clients) client.destroy();
    server.close();
  });
  if (before) writeFileSync(place.log, before);
  door.serials.set('m1', place);
  const cookie = await door.setUp();
  const watch = async (path = '/console/m1/serial') => {
    const socket = openSocket(door.socketPath, path, { cookie });
    const seen = { text: '' };
    socket.on('message', (data) => {
      seen.text += String(data);
    });
    await opened(socket);
    return { socket, seen };
  };
  return { ...door, clients, cookie, watch };
}

const opened = (socket: WebSocket) =>
  new Promise<number>((resolve) => {
    socket.once('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
    socket.once('open', () => resolve(101));
  });

describe('the serial port of a machine', () => {
  it('is one connection for all who watch, which ends with the last of them', async () => {
    const { clients, watch } = await setUp();
    const one = await watch();
    await until('the viewer connected', () => clients.length === 1);
    const two = await watch();
    clients[0]?.write('login: ');
    await until('both were shown it', () => one.seen.text === 'login: ' && two.seen.text === 'login: ');
    expect(clients).toHaveLength(1);
    const typed = new Promise<string>((resolve) => clients[0]?.once('data', (chunk) => resolve(String(chunk))));
    two.socket.send(Buffer.from('root\r'));
    expect(await typed).toBe('root\r');
    one.socket.close();
    clients[0]?.write('more');
    await until('the other goes on', () => two.seen.text === 'login: more');
    two.socket.close();
    await until('the connection ended', () => clients[0]?.destroyed === true);
  });

  it('begins with the end of what was said before, for the first viewer and for the next', async () => {
    const { clients, watch } = await setUp(`${'x'.repeat(100_000)}\0\0kernel: up\n`);
    const one = await watch();
    await until('the past was shown', () => one.seen.text === 'kernel: up\n');
    clients[0]?.write('and on\n');
    await until('the news was shown', () => one.seen.text.endsWith('and on\n'));
    const two = await watch();
    await until('past and news were shown', () => two.seen.text === 'kernel: up\nand on\n');
  });

  it('goes on for the others when one of them does not read', async () => {
    const { clients, watch } = await setUp();
    const slow = await watch();
    const quick = await watch();
    slow.socket.pause();
    const gone = until('the slow one was let go', () => slow.socket.readyState === slow.socket.CLOSED);
    const block = Buffer.alloc(256 * 1024, 'y');
    let sent = 0;
    while (sent < 16 * 1024 * 1024) {
      sent += block.length;
      await new Promise((resolve) => clients[0]?.write(block, resolve));
      await until('the quick one has it', () => quick.seen.text.length === sent);
    }
    slow.socket.resume();
    await gone;
    expect(quick.socket.readyState).toBe(quick.socket.OPEN);
  });

  it('is refused to strangers, of machines that do not run, and where QEMU has no such port', async () => {
    const { socketPath, cookie, serials, folder } = await setUp();
    serials.set('old', { socket: join(folder, randomUUID()), log: join(folder, 'none') });
    expect(await opened(openSocket(socketPath, '/console/m1/serial'))).toBe(401);
    expect(await opened(openSocket(socketPath, '/console/m2/serial', { cookie }))).toBe(404);
    expect(await opened(openSocket(socketPath, '/console/old/serial', { cookie }))).toBe(503);
  });

  it('shows a viewer what comes and keeps what they type from the guest', async () => {
    const { clients, watch, database } = await setUp();
    const [user] = await database.users.list();
    await database.users.update(user?.id ?? '', { role: 'viewer' });
    const viewer = await watch();
    viewer.socket.send(Buffer.from('rm -rf /\r'));
    await until('the port was opened', () => clients.length === 1);
    let heard = '';
    clients[0]?.on('data', (chunk) => {
      heard += String(chunk);
    });
    clients[0]?.write('ping');
    await until('the viewer was shown it', () => viewer.seen.text === 'ping');
    expect(heard).toBe('');
  });
});
