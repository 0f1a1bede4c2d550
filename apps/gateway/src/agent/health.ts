import { request as httpRequest, type IncomingMessage } from 'node:http';

const ANSWER_MAX_BYTES = 64 * 1024;

/** How the agent is, in one word of its own (`ok`, ...) or ours: `unreachable`, `unknown` when its answer makes no sense. */
export interface AgentHealth {
  agent: string;
  agentVersion?: string;
}

/** Asks the agent how it is; never fails. */
export async function askAgentHealth(socketPath: string, patienceMs: number): Promise<AgentHealth> {
  try {
    const body = await get(socketPath, AbortSignal.timeout(patienceMs));
    return readHealth(body);
  } catch {
    return { agent: 'unreachable' };
  }
}

function get(socketPath: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ socketPath, path: '/healthz', agent: false, signal });
    request.once('response', (answer) => readText(answer).then(resolve, reject));
    request.once('error', reject);
    request.end();
  });
}

async function readText(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += chunk;
    if (text.length > ANSWER_MAX_BYTES) throw new Error('The agent talks too much');
  }
  return text;
}

function readHealth(body: string): AgentHealth {
  const answer = parse(body);
  if (typeof answer !== 'object' || answer === null) return { agent: 'unknown' };
  const { status, version } = answer as { status?: unknown; version?: unknown };
  return {
    agent: typeof status === 'string' ? status : 'unknown',
    ...(typeof version === 'string' ? { agentVersion: version } : {}),
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
