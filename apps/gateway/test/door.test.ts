import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GatewayUnderTest } from './gateway-under-test';

describe('the door', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ headMs: 1000, bodyMs: 1000, stallMs: 3000, agentAnswerMs: 2500 });
  });
  afterAll(() => gateway.stop());

  const askPlain = async (host: string) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port: gateway.port,
      path: '/machine?id=1',
      headers: { host },
    }).end();
    const [answer] = await once(request, 'response');
    answer.resume();
    return answer;
  };
  const closes = (socket: Socket) => {
    socket.on('error', () => undefined);
    socket.resume();
    // Not once(): it rejects on the reset that a cut connection may also show.
    return new Promise((resolve) => socket.once('close', resolve));
  };

  it('sends plain HTTP on to https, at the name that was asked for', async () => {
    const answer = await askPlain('laptop.example:8443');
    expect(answer.statusCode).toBe(307);
    expect(answer.headers.location).toBe('https://laptop.example:8443/machine?id=1');
  });

  it('sends nobody on to a foreign name', async () => {
    expect((await askPlain('evil.example')).statusCode).toBe(421);
  });

  it('closes a connection that says nothing, in plain and after the handshake', async () => {
    await closes(connect(gateway.port, '127.0.0.1'));
    await closes(connectTls({ port: gateway.port, host: '127.0.0.1', ...gateway.trust }));
  });

  it('closes a connection whose request never ends', async () => {
    const head = connectTls({ port: gateway.port, host: '127.0.0.1', ...gateway.trust });
    const drip = setInterval(() => head.write('X-Slow: 1\r\n'), 20);
    head.write(`GET / HTTP/1.1\r\nHost: ${gateway.host}\r\n`);
    await closes(head);
    clearInterval(drip);

    const body = connectTls({ port: gateway.port, host: '127.0.0.1', ...gateway.trust });
    body.write(
      `POST /trpc/a HTTP/1.1\r\nHost: ${gateway.host}\r\nOrigin: ${gateway.origin}\r\nContent-Length: 100\r\n\r\nx`,
    );
    await closes(body);
  });

  it('closes an idle connection after an answer, slow second requests included', async () => {
    const socket = connectTls({ port: gateway.port, host: '127.0.0.1', ...gateway.trust });
    socket.write(`GET / HTTP/1.1\r\nHost: ${gateway.host}\r\n\r\n`);
    await once(socket, 'data');
    const drip = setInterval(() => socket.write('G'), 50);
    await closes(socket);
    clearInterval(drip);
  });

  it('does not mistake a slow answer for a slow client', async () => {
    expect((await gateway.ask({ path: '/trpc/silent' })).status).toBe(504);
  });

  it('leaves a silent WebSocket open', async () => {
    const client = gateway.connect('/trpc');
    await once(client, 'open');
    // Longer than every deadline of this gateway.
    expect((await gateway.ask({ path: '/trpc/silent' })).status).toBe(504);
    client.send('still there');
    expect(String((await once(client, 'message'))[0])).toBe('still there');
    client.terminate();
  });

  it('answers garbage after the handshake with 400', async () => {
    const socket = connectTls({ port: gateway.port, host: '127.0.0.1', ...gateway.trust });
    socket.write('\u0000\u0001garbage\r\n\r\n');
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 400/);
    socket.destroy();
  });
});

it('takes so many connections of one address and no more, and gives the seats back', async () => {
  const gateway = await GatewayUnderTest.start({ connections: { perAddress: 4, total: 10 } });
  const { port, trust } = gateway;
  const sockets = Array.from({ length: 4 }, () => connectTls({ port, host: '127.0.0.1', ...trust }));
  await Promise.all(sockets.map((socket) => once(socket, 'secureConnect')));
  await expect(gateway.ask()).rejects.toThrow();
  for (const socket of sockets) socket.destroy();
  await vi.waitFor(async () => expect((await gateway.ask()).status).toBe(200));
  await gateway.stop();
});

it('works without TLS on loopback', async () => {
  const gateway = await GatewayUnderTest.start({}, false);
  expect((await gateway.ask()).status).toBe(200);
  expect((await gateway.ask({ path: '/trpc/a', method: 'POST' })).status).toBe(200);
  expect(gateway.agent.seen.at(-1)?.headers['x-baton-scheme']).toBe('http');
  const client = gateway.connect('/trpc');
  await once(client, 'open');
  client.terminate();
  await gateway.stop();
});
