import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AgentOptions, createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forwardRequest } from '../src/agent/forward-request';

const ROUNDS = 300;

describe('an agent that answers briskly and hangs up', () => {
  let folder: string;
  let agent: Worker;
  let gateway: Server;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-brisk-'));
    const socketPath = join(folder, 'agent.sock');
    agent = new Worker(new URL('brisk-agent.mjs', import.meta.url), { workerData: { socketPath } });
    await once(agent, 'message');
    gateway = createServer((request, response) => {
      const headers = { 'content-length': request.headers['content-length'] };
      forwardRequest({ request, response }, { socketPath, path: '/', headers, answerMs: 5000 }, 1000);
    });
    gateway.listen(0, '127.0.0.1');
    await once(gateway, 'listening');
  });
  afterAll(async () => {
    gateway.closeAllConnections();
    gateway.close();
    await agent.terminate();
    await rm(folder, { recursive: true });
  });

  function post(body: string): Promise<number> {
    const { port } = gateway.address() as AddressInfo;
    const options: AgentOptions & { method: string } = { port, host: '127.0.0.1', method: 'POST' };
    return new Promise((resolve, reject) => {
      const asking = httpRequest({ ...options, headers: { 'Content-Length': body.length } }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      });
      asking.once('error', reject);
      asking.end(body);
    });
  }

  it('is heard every time: its answer is never taken for an agent that is not there', async () => {
    const statuses = new Map<number, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const status = await post('{"password":"wrong password"}');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(statuses).toEqual(new Map([[429, ROUNDS]]));
  });
});
