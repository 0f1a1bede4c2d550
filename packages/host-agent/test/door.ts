import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import type { Services } from '@baton/api/services';
import { activityWords } from '@baton/model/describe';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Access } from '../src/access/access';
import { OperatorToken } from '../src/access/operator-token';
import { Passwords } from '../src/access/passwords';
import { SessionRegistry } from '../src/access/session-registry';
import { SetupToken } from '../src/access/setup-token';
import { linuxHostSensors } from '../src/adapters/linux/host-sensors';
import { Screens } from '../src/console/screen';
import { type SerialPlace, SerialPorts } from '../src/console/serial-ports';
import { StreamEventHub } from '../src/events/event-hub';
import type { Pictures } from '../src/machines/live/picture';
import type { Activity } from '../src/operations/activity';
import { Doorkeeper } from '../src/server/doorkeeper';
import { AgentServer } from '../src/server/server';
import type { Uploads } from '../src/storage/uploads';
import { Metrics } from '../src/telemetry/metrics';
import { temporaryDatabase, temporaryFolder } from './temporary';

export const PASSWORD = 'correct horse battery';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** One HTTP request over the agent's UNIX socket. */
export function ask(
  socketPath: string,
  path: string,
  { method = 'GET', headers = {}, body }: Asking = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const asking = request({ socketPath, path, method, headers: { ...json, ...headers }, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    asking.on('error', reject);
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

export const post = (socketPath: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(socketPath, path, { method: 'POST', headers, body });

/** The name=value pair that a browser would send back. */
export function cookieFrom(answer: Answer): string {
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** A socket of the agent; closed when the test ends. */
export function openSocket(socketPath: string, path: string, headers: Record<string, string> = {}, protocol?: string) {
  const socket = new WebSocket(`ws+unix://${socketPath}:${path}`, protocol === undefined ? [] : [protocol], {
    headers,
  });
  onTestFinished(() => {
    // One that was refused complains about being hung up on.
    socket.on('error', () => undefined);
    socket.terminate();
  });
  return socket;
}

/** A service of which every call is a failure of the test, unless the test gives its own. */
function untouched<T extends object>(name: string): T {
  return new Proxy({} as T, {
    get: (_, method) => () => {
      throw new Error(`${name}.${String(method)} was called`);
    },
  });
}

/** The real server and the real access over a real database; the services behind the guard are the test's. */
export async function openDoor(
  given: Partial<Services> & {
    readonly uploads?: Pick<Uploads, 'receive'>;
    readonly pictures?: Pick<Pictures, 'of'>;
  } = {},
) {
  const folder = await temporaryFolder();
  const socketPath = join(folder, 'agent.sock');
  const database = await temporaryDatabase(join(folder, 'baton.db'));
  const now = () => Date.now();
  const sessions = new SessionRegistry(database, now);
  const operator = new OperatorToken(folder);
  const consoles = new Map<string, string>();
  const serials = new Map<string, SerialPlace>();
  const access = new Access({
    users: database.users,
    sessions,
    passwords: new Passwords(),
    setupToken: new SetupToken(database.settings, folder),
    activity: { record: () => undefined },
    now,
    changed: () => undefined,
  });
  const setupToken = await access.prepare();
  const stopOperator = await operator.start();
  const hub = new StreamEventHub({ now });
  const names = [
    'host',
    'gpu',
    'machines',
    'profiles',
    'storage',
    'operations',
    'activity',
    'telemetry',
    'metrics',
    'logs',
  ];
  const fakes = Object.fromEntries(names.map((name) => [name, untouched(name)]));
  const services = { ...fakes, events: hub, ...given, sessions: access } as unknown as Services;
  const told: string[] = [];
  const activity: Activity = {
    record: (kind, { name }, _, facts) => void told.push(activityWords(kind, name, facts)),
  };
  const metrics = new Metrics({
    ...{ settings: database.settings, now, version: '9.9.9', hostname: 'laptop', activity },
    ...{ host: linuxHostSensors(folder), gpu: null, gpuMoves: () => false, machines: () => [] },
  });
  const server = new AgentServer({
    socketPath,
    services,
    pictures: given.pictures ?? { of: async () => null },
    uploads: given.uploads ?? untouched<Uploads>('uploads'),
    metrics,
    doorkeeper: new Doorkeeper(operator, sessions),
    hostname: 'laptop',
    simulated: true,
    version: '9.9.9',
    log: pino({ level: 'silent' }),
    screens: new Screens((id) => consoles.get(id) ?? null),
    serialPorts: new SerialPorts((id) => serials.get(id) ?? null),
    now,
  });
  const stop = await server.start();
  onTestFinished(async () => {
    await stop();
    await stopOperator();
  });
  const setUp = async () =>
    cookieFrom(await post(socketPath, '/trpc/session.setUp', { token: setupToken, password: PASSWORD }));
  return {
    folder,
    socketPath,
    setupToken,
    access,
    database,
    sessions,
    hub,
    consoles,
    serials,
    metrics,
    told,
    setUp,
    stop,
  };
}
