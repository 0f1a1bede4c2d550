import { ProblemError, problem } from '@baton/model/problem';
import { describe, expect, it } from 'vitest';
import { type SendPiece, type UploadAnswer, type UploadOptions, uploadFile } from './upload';

const MIB = 1024 * 1024;
const PATH = '/srv/baton/iso/debian.iso';

/** Behaves as the agent does, and answers otherwise where the test says so. */
class Agent {
  received = 0;
  begun = 0;
  readonly waits: number[] = [];
  readonly progress: number[] = [];
  readonly waiting: boolean[] = [];
  readonly offsets: string[] = [];
  /** What happens instead, request by request. */
  readonly instead: ((piece: Blob) => UploadAnswer | null | undefined)[] = [];

  constructor(readonly size: number) {}

  readonly send: SendPiece = async (url, piece, { sent, signal }) => {
    signal?.throwIfAborted();
    this.offsets.push(url);
    const other = this.instead.shift()?.(piece);
    if (other !== undefined) return other;
    const offset = Number(new URL(url, 'http://x').searchParams.get('offset'));
    if (offset !== this.received) return this.#at(409);
    sent(piece.size);
    this.received += piece.size;
    return this.received === this.size
      ? { status: 200, body: { receivedBytes: this.size, path: PATH } }
      : this.#at(200);
  };

  #at(status: number): UploadAnswer {
    return { status, body: { receivedBytes: this.received, path: null } };
  }

  upload(more: Partial<UploadOptions> = {}): Promise<string> {
    const file = new File([new Uint8Array(this.size)], 'debian.iso');
    return uploadFile(file, 'iso', {
      begin: async (asked) => {
        this.begun += 1;
        return { ...asked, id: 'u1', receivedBytes: this.received, startedAt: 0 };
      },
      send: this.send,
      wait: async (ms) => void this.waits.push(ms),
      onProgress: (bytes) => this.progress.push(bytes),
      onWaiting: (waits) => this.waiting.push(waits),
      ...more,
    });
  }
}

describe('an upload of the browser', () => {
  it('goes piece by piece, and tells how far it is', async () => {
    const agent = new Agent(40 * MIB);
    expect(await agent.upload()).toBe(PATH);
    expect(agent.offsets).toEqual([0, 16 * MIB, 32 * MIB].map((at) => `/upload/u1?offset=${at}`));
    expect(agent.progress.at(-1)).toBe(40 * MIB);
    expect([...agent.progress].sort((a, b) => a - b)).toEqual(agent.progress);
    expect(agent.waits).toEqual([]);
  });

  it('goes on with what lies there already, also when only the last word is missing', async () => {
    const agent = new Agent(20 * MIB);
    agent.received = 19 * MIB;
    expect(await agent.upload()).toBe(PATH);
    expect(agent.offsets).toEqual([`/upload/u1?offset=${19 * MIB}`]);
    const whole = new Agent(MIB);
    whole.received = MIB;
    expect(await whole.upload()).toBe(PATH);
  });

  it('asks how far it came when the line was lost, waits longer each time, and sends no byte twice', async () => {
    const agent = new Agent(20 * MIB);
    const half = (piece: Blob) => {
      agent.received += piece.size / 2;
      return null;
    };
    agent.instead.push(
      half,
      () => null,
      () => ({ status: 502, body: { error: 'agent-unreachable' } }),
      () => ({ status: 429, body: 'Too many requests' }),
    );
    expect(await agent.upload()).toBe(PATH);
    expect(agent.waits).toEqual([500, 1000, 2000, 4000]);
    expect(agent.offsets.at(-1)).toBe(`/upload/u1?offset=${8 * MIB}`);
    expect(agent.waiting).toEqual([true, false]);
    expect(agent.begun).toBe(1);
  });

  it('hears that it was done also when the answer to the last piece was lost', async () => {
    const agent = new Agent(MIB);
    agent.instead.push((piece) => {
      agent.received += piece.size;
      return null;
    });
    agent.instead.push(() => ({ status: 200, body: { receivedBytes: MIB, path: PATH } }));
    expect(await agent.upload()).toBe(PATH);
  });

  it.each([
    [507, problem('storage.full', { path: PATH, neededBytes: 2, freeBytes: 1 })],
    [401, problem('access.not-logged-in', {})],
    [422, problem('storage.not-an-iso', { path: PATH })],
    [409, problem('storage.exists', { path: PATH })],
  ])('ends with the problem that comes with %s', async (status, found) => {
    const agent = new Agent(MIB);
    agent.instead.push(() => ({ status, body: { problem: found } }));
    await expect(agent.upload()).rejects.toEqual(new ProblemError(found));
    expect(agent.waits).toEqual([]);
  });

  it('gives up after a while without one new byte', async () => {
    const agent = new Agent(MIB);
    agent.instead.push(...Array.from({ length: 50 }, () => () => null));
    await expect(agent.upload()).rejects.toMatchObject({ problem: { code: 'agent.unreachable' } });
    expect(agent.waits.length).toBe(20);
    expect(Math.max(...agent.waits)).toBe(10_000);
  });

  it('does not turn for ever when the agent takes nothing', async () => {
    const agent = new Agent(MIB);
    agent.instead.push(...Array.from({ length: 100 }, () => () => ({ status: 200, body: { receivedBytes: 0 } })));
    await expect(agent.upload()).rejects.toMatchObject({ problem: { code: 'agent.unreachable' } });
  });

  it('stops when it is told to', async () => {
    const agent = new Agent(40 * MIB);
    const stop = new AbortController();
    const why = new Error('enough');
    await expect(
      agent.upload({ signal: stop.signal, onProgress: (bytes) => bytes > 0 && stop.abort(why) }),
    ).rejects.toBe(why);
    expect(agent.received).toBe(16 * MIB);
  });

  it('makes of an answer that nobody understands a defect', async () => {
    const agent = new Agent(MIB);
    agent.instead.push(() => ({ status: 418, body: 'teapot' }));
    await expect(agent.upload()).rejects.toMatchObject({ problem: { code: 'internal' } });
  });
});
