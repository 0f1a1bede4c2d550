import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ask, openDoor, openSocket } from './door';
import { until } from './until';

const SAY = (line: string, host = 'x') => `${line}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
const REQUESTS = [
  SAY('GET /trpc/session.state?input=%E0%A4%A HTTP/1.1'),
  SAY('GET /trpc/session.state?input={ HTTP/1.1'),
  SAY('GET /trpc/session.state?batch=1&input=[] HTTP/1.1'),
  SAY('GET /trpc/session.state HTTP/1.1', '[::'),
  SAY('GET /trpc/session.state HTTP/1.1', 'a b:99999'),
  SAY('GET /trpc/__proto__.constructor HTTP/1.1'),
  SAY('GET /trpc/session.state,host.view?batch=1 HTTP/1.1'),
  SAY('GET //trpc/session.state HTTP/1.1'),
  SAY('PUT /trpc/session.login HTTP/1.1'),
  SAY('GET /console/%00 HTTP/1.1'),
  'GET /trpc HTTP/1.1\r\nHost: [::\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  'POST /trpc/session.login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"pass',
  'POST /trpc/session.login HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data\r\nContent-Length: 2\r\n\r\n{}',
  'POST /trpc/session.login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  '\0\x16\x03\x01 garbage\r\n\r\n',
];
const MESSAGES = [
  'null',
  '[]',
  '{',
  '[[[]]]',
  '"PING"',
  '{"id":1}',
  '{"id":1,"method":"query","params":null}',
  '{"id":1,"method":"query","params":{"path":"__proto__"}}',
  '{"id":1,"method":"subscription","params":{"path":"event.stream","input":1,"lastEventId":"-"}}',
  '{"id":{},"method":"subscription.stop"}',
  '{"id":1,"method":"mutation","params":{"path":"session.login","input":{"password":1}}}',
];

/** Says `bytes` and hangs up in the middle of whatever comes back. */
function shout(socketPath: string, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(socketPath, () => socket.write(bytes));
    socket.once('data', () => socket.destroy());
    socket.setTimeout(300, () => socket.destroy());
    socket.on('error', () => undefined).once('close', () => resolve());
  });
}

describe('nonsense at the door', () => {
  it('ends no agent and leaves no promise unheard', async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => void unheard.push(reason);
    process.on('unhandledRejection', hear);
    onTestFinished(() => void process.off('unhandledRejection', hear));
    const { socketPath, setUp } = await openDoor();
    const cookie = await setUp();
    await Promise.all(REQUESTS.map((bytes) => shout(socketPath, bytes)));
    for (const headers of [{}, { cookie }]) {
      const socket = openSocket(socketPath, '/trpc?connectionParams=1', headers as Record<string, string>);
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.once('open', resolve));
      for (const message of [...MESSAGES, ...MESSAGES]) socket.send(message);
      const plain = openSocket(socketPath, '/trpc', headers as Record<string, string>);
      plain.on('error', () => undefined);
      let answers = 0;
      plain.on('message', () => (answers += 1));
      await new Promise((resolve) => plain.once('open', resolve));
      for (const message of MESSAGES) plain.send(message);
      await until('an answer', () => answers > 0);
    }
    expect((await ask(socketPath, '/healthz')).status).toBe(200);
    expect((await ask(socketPath, '/trpc/session.state')).status).toBe(200);
    expect(unheard).toEqual([]);
  });
});
