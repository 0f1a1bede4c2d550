import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('the gateway process', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-gwp-'));
    const root = fileURLToPath(new URL('..', import.meta.url));
    await promisify(execFile)(process.execPath, ['build.mjs', join(folder, 'dist')], { cwd: root });
  });
  afterAll(() => rm(folder, { recursive: true }));

  function start(env: NodeJS.ProcessEnv): ChildProcess {
    const fixed = {
      BATON_PORT: '0',
      BATON_BIND: '127.0.0.1',
      BATON_STATE_DIR: join(folder, 'state'),
      BATON_WEB_ROOT: folder,
    };
    return spawn(process.execPath, [join(folder, 'dist/main.mjs')], {
      env: { ...fixed, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function failure(env: NodeJS.ProcessEnv): Promise<{ code: number; stderr: string }> {
    const child = start(env);
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const [code] = await once(child, 'close');
    return { code, stderr };
  }

  async function firstLine(child: ChildProcess) {
    let text = '';
    for await (const chunk of child.stdout ?? []) {
      text += chunk;
      if (text.includes('\n')) break;
    }
    return JSON.parse(text);
  }

  it('ends when the supervisor that held its stdin is gone', async () => {
    const child = spawn(process.execPath, [join(folder, 'dist/main.mjs')], {
      env: {
        BATON_PORT: '0',
        BATON_BIND: '127.0.0.1',
        BATON_STATE_DIR: join(folder, 'state'),
        BATON_WEB_ROOT: folder,
        BATON_SUPERVISED: '1',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await firstLine(child);
    child.stdin?.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says in one line that it is ready, keeps its certificate, and leaves on SIGTERM or SIGINT', async () => {
    const fingerprints = [];
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const child = start({});
      const ready = await firstLine(child);
      expect(ready).toEqual({
        event: 'ready',
        url: `https://localhost:${ready.port}`,
        port: expect.any(Number),
        tls: true,
        fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
        addresses: [],
      });
      fingerprints.push(ready.fingerprint);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
    }
    expect(fingerprints[0]).toBe(fingerprints[1]);
  });

  it('does not carry the certificate library into every start', async () => {
    expect(await readFile(join(folder, 'dist/main.mjs'), 'utf8')).not.toContain('X509CertificateGenerator');
  });

  it('names the port that is already in use and exits with 69', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await failure({ BATON_PORT: String(port) });
    expect(code).toBe(69);
    expect(stderr).toContain(`Port ${port} is already in use`);
    expect(stderr).toContain('BATON_PORT');
    other.close();
  });

  it('says that the state directory cannot be used and exits with 73', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const { code, stderr } = await failure({ BATON_STATE_DIR: join(file, 'state') });
    expect(code).toBe(73);
    expect(stderr).toMatch(/^The certificate cannot be kept in .*BATON_STATE_DIR.*\n$/);
  });

  it('answers a bad setting with one sentence and 78', async () => {
    const { code, stderr } = await failure({ BATON_PORT: 'https' });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^BATON_PORT is "https".*\n$/);
  });

  it('refuses to open the network without TLS', async () => {
    expect(await failure({ BATON_TLS: 'off', BATON_BIND: '0.0.0.0' })).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('in the clear'),
    });
  });
});
