import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { linuxWebhook } from './webhook';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const post = (url: string, timeoutMs?: number) =>
  linuxWebhook(timeoutMs).post({ url, headers: { Title: 'hot' }, body: 'Grüße' });

describe('the webhook', () => {
  it('posts the whole body with its headers', async () => {
    const heard: unknown[] = [];
    const port = await serve(async (request, response) => {
      const body = await text(request);
      heard.push({ method: request.method, url: request.url, title: request.headers.title, body });
      response.end('ok');
    });
    expect(await post(`http://127.0.0.1:${port}/topic?auth=x`)).toEqual({ kind: 'answered', status: 200 });
    expect(heard).toEqual([{ method: 'POST', url: '/topic?auth=x', title: 'hot', body: 'Grüße' }]);
  });

  it('follows no redirect', async () => {
    const heard: (string | undefined)[] = [];
    const port = await serve((request, response) => {
      heard.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'answered', status: 302 });
    expect(heard).toEqual(['/']);
  });

  it('hangs up on a server that talks without end', async () => {
    let hungUp = () => undefined as undefined;
    const gone = new Promise<void>((resolve) => {
      hungUp = () => void resolve();
    });
    const port = await serve((_, response) => {
      response.on('close', () => hungUp());
      const talk = () => {
        if (!response.destroyed && response.write(Buffer.alloc(65_536))) setImmediate(talk);
        else response.once('drain', talk);
      };
      talk();
    });
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'answered', status: 200 });
    await gone;
  });

  it('gives up on a server that never answers', async () => {
    const port = await serve(() => undefined);
    expect(await post(`http://127.0.0.1:${port}/`, 50)).toEqual({ kind: 'timeout', seconds: 0.05 });
  });

  it('names what is wrong: nobody listens, no such name, no TLS there, a URL that cannot be asked', async () => {
    const port = await serve((_, response) => response.end());
    expect(await post(`https://127.0.0.1:${port}/`)).toEqual({ kind: 'tls', fault: 'no-tls' });
    expect(await post('http://127.0.0.1:1/')).toEqual({ kind: 'refused' });
    expect(await post('http://nobody.invalid/')).toEqual({ kind: 'name-not-found' });
    expect((await post('http://%zz@127.0.0.1/')).kind).toBe('broken');
  });
});
