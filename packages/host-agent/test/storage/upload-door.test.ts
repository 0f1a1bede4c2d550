// The gateway is another workspace: its ambient types do not come along by themselves.
/// <reference path="../../../../apps/gateway/src/guard/rate-limiter-memory.d.ts" />
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { UploadView } from '@baton/api/views';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../../apps/gateway/src/config';
import { startGateway } from '../../../../apps/gateway/src/gateway';
import { DEFAULT_LIMITS } from '../../../../apps/gateway/src/limits';
import { openDoor } from '../door';
import { temporaryFolder } from '../temporary';
import { until } from '../until';
import { disc, openLibrary } from './kit';

const ISO = disc('CD001', 3 * 1024 * 1024);
const iso = { name: 'debian.iso', kind: 'iso', sizeBytes: ISO.length } as const;

interface Answer {
  readonly status: number;
  readonly body: {
    receivedBytes?: number;
    path?: string | null;
    error?: string;
    problem?: { code: string; facts: object };
  };
}

/** The real gateway before the real agent’s door, with the real storage behind it. */
async function openLan(store?: string) {
  const library = await openLibrary({ store });
  const door = await openDoor({ storage: library.storage, uploads: library.uploads });
  const cookie = await door.setUp();
  const config = readConfig({
    BATON_PORT: '0',
    BATON_BIND: '127.0.0.1',
    BATON_TLS: 'off',
    BATON_STATE_DIR: await temporaryFolder(),
    BATON_AGENT_SOCKET: door.socketPath,
  });
  const gateway = await startGateway({ config, limits: DEFAULT_LIMITS, log: pino({ level: 'silent' }) });
  onTestFinished(() => gateway.stop());
  const origin = `http://127.0.0.1:${gateway.port}`;

  const open = (path: string, method: string, headers: OutgoingHttpHeaders = {}): ClientRequest =>
    httpRequest(`${origin}${path}`, { method, agent: false, headers: { origin, cookie, ...headers } });
  const ask = async (path: string, method: string, body: string | Buffer, headers: OutgoingHttpHeaders = {}) => {
    const asking = open(path, method, headers);
    const answered = once(asking, 'response');
    asking.end(body);
    return answerOf((await answered)[0]);
  };
  const put = (id: string, offset: number, body: Buffer, headers?: OutgoingHttpHeaders): Promise<Answer> =>
    ask(`/upload/${id}?offset=${offset}`, 'PUT', body, headers);
  const begin = async (file: object = iso): Promise<UploadView> => {
    const { body } = await ask('/trpc/storage.beginUpload', 'POST', JSON.stringify(file), {
      'content-type': 'application/json',
    });
    return (body as { result: { data: UploadView } }).result.data;
  };
  return { ...library, door, open, put, ask, begin };
}

async function answerOf(answer: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return { status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) };
}

describe('an upload through the gateway', () => {
  it('arrives whole, in one piece or many', async () => {
    const { begin, put, store } = await openLan();
    const { id } = await begin();
    expect(await put(id, 0, ISO)).toEqual({
      status: 200,
      body: { receivedBytes: ISO.length, path: join(store, 'iso/debian.iso') },
    });
    const second = await begin({ ...iso, name: 'b' });
    expect(second.name).toBe('b.iso');
    for (let at = 0; at < ISO.length; at += 1024 * 1024) {
      expect((await put(second.id, at, ISO.subarray(at, at + 1024 * 1024))).status).toBe(200);
    }
    expect((await readFile(join(store, 'iso/b.iso'))).equals(ISO)).toBe(true);
  });

  it('that is cut in the middle goes on where it was', async () => {
    const { begin, put, open, uploads, store } = await openLan();
    const { id } = await begin();
    const cut = open(`/upload/${id}?offset=0`, 'PUT', { 'content-length': ISO.length });
    cut.on('error', () => undefined);
    cut.write(ISO.subarray(0, 1_500_000));
    await until('the bytes to lie there', async () => {
      const [part] = (await readdir(join(store, 'iso'))).filter((name) => name.endsWith('.part'));
      return part && (await readFile(join(store, 'iso', part))).length === 1_500_000;
    });
    cut.destroy();
    await until('the agent to notice', async () => (await uploads.list())[0]?.receivedBytes === 1_500_000);
    expect((await begin()).receivedBytes).toBe(1_500_000);
    expect(await put(id, 0, ISO.subarray(0, 1000))).toEqual({
      status: 409,
      body: { error: 'wrong-offset', receivedBytes: 1_500_000 },
    });
    expect((await put(id, 1_500_000, ISO.subarray(1_500_000))).status).toBe(200);
    expect((await readFile(join(store, 'iso/debian.iso'))).equals(ISO)).toBe(true);
  });

  it('whose sender vanished without a word is taken over by the next one', async () => {
    const { begin, put, open, store } = await openLan();
    const { id } = await begin();
    const lost = open(`/upload/${id}?offset=0`, 'PUT', { 'content-length': ISO.length });
    lost.on('error', () => undefined);
    lost.write(ISO.subarray(0, 1000));
    await until('the bytes to lie there', async () => {
      return (await readFile(join(store, 'iso', `.${id}.part`))).length === 1000;
    });
    expect(await put(id, 0, Buffer.alloc(1))).toMatchObject({ status: 409, body: { receivedBytes: 1000 } });
    expect((await put(id, 1000, ISO.subarray(1000))).status).toBe(200);
  });

  it('of too many bytes is refused, announced or not, and stays as it was', async () => {
    const { begin, put, uploads } = await openLan();
    const { id } = await begin();
    const tooMany = Buffer.concat([ISO, Buffer.alloc(1)]);
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      expect(await put(id, 0, tooMany, headers)).toMatchObject({
        status: 413,
        body: { problem: { code: 'storage.upload-mismatch' } },
      });
    }
    expect(await uploads.list()).toMatchObject([{ receivedBytes: 0 }]);
    expect((await put(id, 0, ISO)).status).toBe(200);
  });

  it('without a session, or with one that ended, is refused before it is read', async () => {
    const { begin, put, ask } = await openLan();
    const { id } = await begin();
    const refused = { status: 401, body: { problem: { code: 'access.not-logged-in' } } };
    expect(await put(id, 0, ISO, { cookie: '' })).toMatchObject(refused);
    expect(await put(id, 0, ISO, { cookie: 'baton_session=made-up' })).toMatchObject(refused);
    expect(await put(id, 0, ISO, { cookie: '', authorization: 'Bearer made-up' })).toMatchObject(refused);
    await ask('/trpc/session.logout', 'POST', '{}', { 'content-type': 'application/json' });
    expect(await put(id, 0, ISO)).toMatchObject(refused);
  });

  it('ends with its session, and keeps what came', async () => {
    const { begin, open, ask, store, uploads } = await openLan();
    const { id } = await begin();
    const sending = open(`/upload/${id}?offset=0`, 'PUT', { 'content-length': ISO.length });
    const over = once(sending, 'close');
    sending.on('error', () => undefined);
    sending.on('response', (answer) => answer.resume());
    sending.write(ISO.subarray(0, 1000));
    await until('the bytes to lie there', async () => {
      return (await readFile(join(store, 'iso', `.${id}.part`))).length === 1000;
    });
    await ask('/trpc/session.logout', 'POST', '{}', { 'content-type': 'application/json' });
    await until('the agent to let go', async () => (await uploads.list())[0]?.receivedBytes === 1000);
    sending.destroy();
    await over;
  });

  it('from a page of another origin is refused', async () => {
    const { begin, open, uploads } = await openLan();
    const { id } = await begin();
    const foreign = open(`/upload/${id}?offset=0`, 'PUT', { origin: 'https://evil.example' });
    const answered = once(foreign, 'response');
    foreign.end(ISO);
    expect(((await answered)[0] as IncomingMessage).statusCode).toBe(403);
    expect(await uploads.list()).toMatchObject([{ receivedBytes: 0 }]);
  });

  it.each(['', '?offset=', '?offset=-1', '?offset=1e3', '?offset=0x10', '?at=0'])('to %j is not one', async (query) => {
    const { begin, ask } = await openLan();
    const { id } = await begin();
    expect((await ask(`/upload/${id}${query}`, 'PUT', ISO)).status).toBe(400);
  });

  it('that nobody knows is 404, and one that is not what it was called says why', async () => {
    const { begin, put } = await openLan();
    expect((await put('nobody', 0, Buffer.alloc(1))).status).toBe(404);
    const rom = await begin({ name: 'zeros.rom', kind: 'rom', sizeBytes: 4096 });
    expect(await put(rom.id, 0, Buffer.alloc(4096))).toMatchObject({
      status: 422,
      body: { problem: { code: 'rom.unusable' } },
    });
    expect((await put(rom.id, 0, Buffer.alloc(4096))).status).toBe(404);
  });

  it.runIf(process.getuid?.() === 0)('to a disk that fills up says so, and goes on when there is room', async () => {
    const store = join(await temporaryFolder(), 'full');
    mkdirSync(store);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'baton-full', store]);
    onTestFinished(() => void execFileSync('umount', ['-l', store]));
    const { begin, put } = await openLan(store);
    const { id } = await begin();
    // It fitted when it began.
    await writeFile(join(store, 'other'), Buffer.alloc(2 * 1024 * 1024));
    const full = await put(id, 0, ISO);
    expect(full).toMatchObject({ status: 507, body: { problem: { code: 'storage.full' } } });
    execFileSync('mount', ['-o', 'remount,size=16m', store]);
    const { receivedBytes } = await begin();
    expect(receivedBytes).toBeGreaterThan(1024 * 1024);
    expect((await put(id, receivedBytes, ISO.subarray(receivedBytes))).status).toBe(200);
    expect((await readFile(join(store, 'iso/debian.iso'))).equals(ISO)).toBe(true);
  });
});
