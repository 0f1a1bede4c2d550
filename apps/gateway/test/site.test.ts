import { createHash } from 'node:crypto';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHUNK, INDEX_SCRIPT, MACHINE_SCRIPT, writeFixtureSite } from './fixture-site';
import { GatewayUnderTest } from './gateway-under-test';

const source = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

describe('the pages', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
  });
  afterAll(() => gateway.stop());

  it.each(['/machine', '/machine/', '/machine.html', '/machine?id=1'])(
    'serves the machine page at %s',
    async (path) => {
      const answer = await gateway.ask({ path });
      expect(answer).toMatchObject({ status: 200, body: expect.stringContaining(MACHINE_SCRIPT) });
      expect(answer.headers['content-type']).toBe('text/html;charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-cache');
    },
  );

  it('lets each page run exactly its own inline scripts', async () => {
    const policyOf = async (path: string) => (await gateway.ask({ path })).headers['content-security-policy'];
    expect(await policyOf('/')).toContain(`script-src 'self' ${source(INDEX_SCRIPT)};`);
    expect(await policyOf('/machine')).toContain(`script-src 'self' ${source(MACHINE_SCRIPT)};`);
    expect(await policyOf('/nowhere')).toContain("script-src 'self';");
  });

  it('sends what the build compressed, and lets it be kept for a year', async () => {
    const path = '/_next/static/chunks/a.js';
    const compressed = await gateway.ask({ path, headers: { 'accept-encoding': 'gzip, br' } });
    expect(compressed.headers).toMatchObject({
      'content-encoding': 'br',
      vary: 'Accept-Encoding',
      'content-type': 'text/javascript',
    });
    expect(compressed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await gateway.ask({ path })).body).toBe(CHUNK);
  });

  it('answers 304 to a page that has not changed', async () => {
    const { headers } = await gateway.ask();
    const again = await gateway.ask({ headers: { 'if-none-match': headers.etag } });
    expect(again.status).toBe(304);
    expect(again.headers['content-security-policy']).toBe(headers['content-security-policy']);
  });

  it('answers an unknown path with the 404 page, which is never kept', async () => {
    for (const path of ['/nowhere', '/_next/static/chunks/gone.js', '/__proto__', '/constructor']) {
      const answer = await gateway.ask({ path });
      expect(answer).toMatchObject({ status: 404, body: '<h1>Nothing here</h1>' });
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
  });

  it.each([
    '/../agent.sock',
    '/../tls/key.pem',
    '/..%2ftls/key.pem',
    '/%2e%2e/tls/key.pem',
    '/%2e%2e%2ftls%2fkey.pem',
    '/..%5ctls%5ckey.pem',
    '/..\\tls\\key.pem',
    '/%252e%252e%252ftls/key.pem',
    '/_next/static/../../../tls/key.pem',
    '//tls/key.pem',
    '/%',
    '/%00',
    '/%ff',
  ])('gives nothing away at %s', async (path) => {
    const answer = await gateway.ask({ path });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('PRIVATE KEY');
  });

  it.each(['bytes=5-2', 'bytes=abc', 'bytes=-5', 'bytes=99999-'])('ignores the range %s', async (range) => {
    expect(await gateway.ask({ headers: { range } })).toMatchObject({
      status: 200,
      body: expect.stringContaining(INDEX_SCRIPT),
    });
  });
});

describe('a build that comes and goes', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
  });
  afterAll(() => gateway.stop());

  it('survives a file that vanished since the build was read', async () => {
    await rm(join(gateway.webRoot, '_next/static/chunks/a.js'));
    await expect(gateway.ask({ path: '/_next/static/chunks/a.js' })).rejects.toThrow();
    expect((await gateway.ask()).status).toBe(200);
  });

  it('says so while there is none, and serves the next one without a restart', async () => {
    await rm(gateway.webRoot, { recursive: true });
    expect(await gateway.ask()).toMatchObject({ status: 503, body: expect.stringContaining('npm run build') });
    await writeFixtureSite(gateway.webRoot);
    expect((await gateway.ask()).status).toBe(200);
    await writeFile(join(gateway.webRoot, 'index.html'), '<script>2</script>');
    await utimes(gateway.webRoot, 1, 1);
    expect((await gateway.ask()).headers['content-security-policy']).toContain(source('2'));
  });
});
