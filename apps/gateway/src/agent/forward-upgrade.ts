import { request as httpRequest, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { finish } from '../door/finish';
import { refuseUpgrade } from '../guard/refusal';
import { AGENT_FAILURE, type AgentTarget } from './forward-request';
import { tunnel } from './tunnel';

/** A client that asked to leave HTTP: its bare socket, and what it already sent after its request. */
export interface UpgradingClient {
  socket: Socket;
  head: Buffer;
}

/** Asks the agent for the same upgrade and joins the two connections; a refusal of the agent is passed back. */
export function forwardUpgrade(client: UpgradingClient, target: AgentTarget): void {
  const { socket } = client;
  const { socketPath, path } = target;
  const headers = { ...target.headers, connection: 'Upgrade', upgrade: 'websocket' };
  const upstream = httpRequest({ socketPath, path, headers, method: 'GET', agent: false });

  let answered = false;
  const deadline = setTimeout(
    () => upstream.destroy(new Error('The agent did not answer an upgrade in time')),
    target.answerMs,
  );
  const giveUp = () => upstream.destroy();
  socket.once('close', giveUp);
  upstream.once('close', () => clearTimeout(deadline));

  upstream.once('upgrade', (answer, agentSocket, agentHead) => {
    clearTimeout(deadline);
    answered = true;
    socket.off('close', giveUp);
    socket.write(responseHead(answer, 'keep'));
    if (agentHead.length > 0) socket.write(agentHead);
    if (client.head.length > 0) agentSocket.write(client.head);
    tunnel(socket, agentSocket);
  });
  upstream.once('response', (answer) => {
    answered = true;
    socket.write(responseHead(answer, 'close'));
    answer.pipe(socket, { end: false });
    answer.once('end', () => finish(socket));
    answer.once('error', () => socket.destroy());
  });
  upstream.on('error', () => {
    if (answered) socket.destroy();
    else refuseUnreachable(socket);
  });
  upstream.end();
}

function refuseUnreachable(socket: Socket): void {
  if (socket.writable)
    refuseUpgrade(socket, { status: 502, sentence: AGENT_FAILURE[502], contentType: 'application/json' });
}

/** The agent's response head as it was, but for the connection headers when the answer is no upgrade. */
function responseHead(answer: IncomingMessage, connection: 'keep' | 'close'): string {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${STATUS_CODES[answer.statusCode ?? 0] ?? ''}`];
  for (let index = 0; index + 1 < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index] ?? '';
    const ends = connection === 'close' && /^(connection|keep-alive|transfer-encoding)$/i.test(name);
    if (!ends) lines.push(`${name}: ${answer.rawHeaders[index + 1]}`);
  }
  if (connection === 'close') lines.push('Connection: close');
  return `${lines.join('\r\n')}\r\n\r\n`;
}
