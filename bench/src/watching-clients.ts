import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import type { AppRouter } from '@baton/api/router';
import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from '@trpc/client';
import WebSocket from 'ws';

/** A page that watches, over the gateway as from the LAN. */
export interface Viewer {
  /** Bytes that came so far, TLS and framing not counted. */
  bytes(): number;
  ticks(): number;
  close(): Promise<void>;
}

export interface Door {
  readonly url: string;
  readonly cookie: string;
}

const PASSWORD = 'a long enough password';

/** Chooses the password with the setup token, as the first browser does. @returns the session's cookie */
export async function logIn(url: string, stateDir: string): Promise<Door> {
  const token = readFileSync(join(stateDir, 'run', 'setup.token'), 'utf8').trim();
  const body = JSON.stringify({ token, password: PASSWORD });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), origin: url };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    // The certificate is self-made, and it is ours.
    const asked = request(`${url}/trpc/session.setUp`, { method: 'POST', headers, rejectUnauthorized: false }, resolve);
    asked.once('error', reject);
    asked.end(body);
  });
  answer.resume();
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
  if (answer.statusCode !== 200 || !cookie) throw new Error(`the log-in answered ${answer.statusCode}`);
  return { url, cookie };
}

/** Home and the page of one machine, as they subscribe: the events and the ticks. */
export function openViewer({ url, cookie }: Door, machineId: string): Viewer {
  let bytes = 0;
  let ticks = 0;
  class CountingSocket extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { cookie, origin: url }, rejectUnauthorized: false });
      this.on('message', (data: Buffer) => {
        bytes += data.length;
      });
    }
  }
  const socket = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/trpc`,
    WebSocket: CountingSocket as unknown as typeof globalThis.WebSocket,
  });
  const api: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  api.event.stream.subscribe(undefined, {});
  const onData = () => {
    ticks += 1;
  };
  api.telemetry.watch.subscribe({}, { onData });
  api.telemetry.watch.subscribe({ machineId }, { onData });
  return { bytes: () => bytes, ticks: () => ticks, close: () => socket.close() };
}
