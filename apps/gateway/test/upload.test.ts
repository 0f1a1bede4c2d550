import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayUnderTest } from './gateway-under-test';

const MIB = 1024 * 1024;

describe('an upload', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start(
      { agentAnswerMs: 2500, bodyMs: 200, stallMs: 4000, writesPerSecond: 1000 },
      false,
    );
  });
  afterAll(() => gateway.stop());

  const put = (path: string, headers: Record<string, string | number> = {}): ClientRequest =>
    httpRequest({
      ...{ host: '127.0.0.1', port: gateway.port, path, method: 'PUT', agent: false },
      headers: { origin: gateway.origin, ...headers },
    });

  it('may be larger than any other request, announced or not', async () => {
    const body = Buffer.alloc(5 * MIB, 'x');
    const headers = { cookie: 'baton_session=abc' };
    const announced = await gateway.ask({ path: '/upload/a?offset=0', method: 'PUT', headers, body });
    expect(announced.status).toBe(200);
    expect(gateway.agent.seen.at(-1)).toMatchObject({ method: 'PUT', url: '/upload/a?offset=0', headers });
    expect(gateway.agent.seen.at(-1)?.body.length).toBe(5 * MIB);
    const chunked = { 'transfer-encoding': 'chunked' };
    expect((await gateway.ask({ path: '/upload/a', method: 'PUT', headers: chunked, body })).status).toBe(200);
    expect(gateway.agent.seen.at(-1)?.body.length).toBe(5 * MIB);
  });

  it('may take longer than any other request, as long as it goes on', async () => {
    const upload = put('/upload/a?offset=0', { 'content-length': 8 });
    const answered = once(upload, 'response');
    for (const letter of 'abcdefgh') {
      upload.write(letter);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    upload.end();
    const [answer] = (await answered) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    answer.resume();
  });

  it('that stops in the middle is cut', async () => {
    const upload = put('/upload/a?offset=0', { 'content-length': 1000 });
    upload.write('half');
    const [error] = (await once(upload, 'error')) as [Error];
    expect(error.message).toMatch(/hang up|ECONNRESET/);
  });

  it('waits at the sender while the agent does not take it, and nothing of it piles up here', async () => {
    const upload = put('/upload/unread', { 'content-length': 256 * MIB });
    upload.on('error', () => undefined);
    const answered = once(upload, 'response');
    const chunk = Buffer.alloc(MIB);
    const send = () => {
      while (upload.write(chunk));
    };
    upload.on('drain', send);
    send();
    const [answer] = (await answered) as [IncomingMessage];
    expect(answer.statusCode).toBe(504);
    expect(upload.socket?.bytesWritten).toBeLessThan(32 * MIB);
    upload.destroy();
  });

  it.each(['https://evil.example', 'null', ''])('from the origin "%s" is refused', async (origin) => {
    const before = gateway.agent.seen.length;
    const answer = await gateway.ask({ path: '/upload/a?offset=0', method: 'PUT', headers: { origin }, body: 'x' });
    expect(answer.status).toBe(403);
    expect(gateway.agent.seen.length).toBe(before);
  });

  it('to a name that is not ours is refused', async () => {
    const headers = { host: 'evil.example' };
    expect((await gateway.ask({ path: '/upload/a', method: 'PUT', headers, body: 'x' })).status).toBe(421);
  });

  it('is the only thing that its address is for, and no other address takes one', async () => {
    const before = gateway.agent.seen.length;
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE', 'PATCH']) {
      expect((await gateway.ask({ path: '/upload/a', method })).status).toBe(405);
    }
    for (const path of ['/trpc/a', '/', '/upload/', '/upload', '/uploads/a']) {
      expect((await gateway.ask({ path, method: 'PUT', body: 'x' })).status, path).toBe(405);
    }
    for (const path of ['/upload/..%2ftrpc', '/upload/%00']) {
      expect((await gateway.ask({ path, method: 'PUT', body: 'x' })).status, path).not.toBe(200);
    }
    expect(gateway.agent.seen.length).toBe(before);
  });
});
