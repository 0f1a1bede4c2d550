import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Stands where the agent stands: echoes what it got, and behaves badly where the path says so. */
export interface FixtureAgent {
  seen: SeenRequest[];
  clients: Set<WebSocket>;
  /** Ends at once with all its connections, like a process that was killed. */
  kill(): Promise<void>;
}

export async function startFixtureAgent(socketPath: string): Promise<FixtureAgent> {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const webSockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => {
    if (request.url === '/trpc/refuses-unread') {
      response.writeHead(401).end('{"error":{}}');
      return;
    }
    // Takes nothing of it, and says nothing.
    if (request.url?.startsWith('/upload/unread')) return;
    void readBody(request).then((body) => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    seen.push({ method: 'UPGRADE', url: request.url ?? '', headers: request.headers, body: '' });
    if (request.url === '/console/refused')
      return socket.end('HTTP/1.1 401 Unauthorized\r\nX-Why: no-session\r\nContent-Length: 2\r\n\r\nno');
    if (request.url === '/console/dies') return socket.destroy();
    webSockets.handleUpgrade(request, socket, head, (client) => {
      client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }));
    });
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    seen,
    clients: webSockets.clients,
    async kill() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url?.split('?')[0];
  if (path === '/healthz') return void response.end(JSON.stringify({ version: '9.9.9', status: 'ok' }));
  if (path === '/trpc/dies-in-answer') {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('half', () => response.destroy());
    return;
  }
  if (path === '/trpc/silent') return;
  if (path === '/trpc/large') return void response.end(Buffer.alloc(8 * 1024 * 1024, 'x'));
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Set-Cookie': ['session=1; HttpOnly', 'other=2'],
    'X-Frame-Options': 'ALLOWALL',
  });
  response.end('{"result":{}}');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // Cut by the gateway: what came is what was seen.
  }
  return Buffer.concat(chunks).toString();
}
