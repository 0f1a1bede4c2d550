import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectOptions, QmpEvent, QmpSession } from '../src/index';
import {
  connectQmp,
  QmpCommandError,
  QmpInterrupted,
  QmpProtocolError,
  QmpTimeout,
  QmpUnreachable,
  quitQemu,
  waitForEvent,
} from '../src/index';
import type { Peer } from './misbehaving-server';
import { GREETING, startMisbehavingServer } from './misbehaving-server';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A path where `script` answers. */
async function serve(script: (peer: Peer) => unknown): Promise<string> {
  const server = await startMisbehavingServer(script);
  cleanups.push(() => server.stop());
  return server.path;
}

/** A ready session with a server that behaved so far and then follows `script`. */
async function session(script: (peer: Peer) => unknown, options?: ConnectOptions): Promise<QmpSession> {
  const path = await serve(async (peer) => {
    await peer.behave();
    await script(peer);
  });
  const ready = await connectQmp(path, options);
  cleanups.push(() => ready.close());
  return ready;
}

/** What the promise was rejected with. */
function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => Promise.reject(new Error(`expected a rejection, got ${JSON.stringify(value)}`)),
    (error) => error,
  );
}

const RUNNING = { status: 'running', running: true };
const STOP = { event: 'STOP', timestamp: { seconds: 1, microseconds: 2 } };

describe('connecting', () => {
  it('says that nothing listens', async () => {
    const error = await failure(connectQmp('/nonexistent/qmp.sock'));
    expect(error).toBeInstanceOf(QmpUnreachable);
    expect(error).toMatchObject({ path: '/nonexistent/qmp.sock', code: 'ENOENT' });
  });

  it('times out on a monitor that never greets', async () => {
    const path = await serve(() => {});
    const error = await failure(connectQmp(path, { greetingTimeoutMs: 30 }));
    expect(error).toBeInstanceOf(QmpTimeout);
    expect(error).toMatchObject({ waitedFor: 'greeting', timeoutMs: 30 });
  });

  it('times out on a monitor that greets and never negotiates', async () => {
    const path = await serve((peer) => peer.say(GREETING));
    const error = await failure(connectQmp(path, { commandTimeoutMs: 30 }));
    expect(error).toMatchObject({ name: 'QmpTimeout', sent: { execute: 'qmp_capabilities' } });
  });

  it('gives up when it is told to, before or while it waits', async () => {
    const path = await serve(() => {});
    const before = await failure(connectQmp(path, { signal: AbortSignal.abort() }));
    expect(before).toMatchObject({ name: 'QmpInterrupted', reason: { kind: 'aborted' } });

    const controller = new AbortController();
    const onState = () => controller.abort();
    const meanwhile = await failure(connectQmp(path, { signal: controller.signal, onState }));
    expect(meanwhile).toMatchObject({ name: 'QmpInterrupted', reason: { kind: 'aborted' } });
  });

  it('refuses an error before the greeting and shows it', async () => {
    const refusal = {
      error: { class: 'CommandNotFound', desc: "Expecting capabilities negotiation with 'qmp_capabilities'" },
    };
    const error = await failure(connectQmp(await serve((peer) => peer.say(refusal))));
    expect(error).toBeInstanceOf(QmpProtocolError);
    expect(error).toMatchObject({ received: JSON.stringify(refusal) });
  });

  it('reports a negotiation that was refused with its class and words', async () => {
    const path = await serve(async (peer) => {
      peer.say(GREETING);
      const { id } = await peer.request();
      peer.say({ error: { class: 'CommandNotFound', desc: 'Capabilities negotiation is already complete' }, id });
    });
    const error = await failure(connectQmp(path));
    expect(error).toBeInstanceOf(QmpCommandError);
    expect(error).toMatchObject({ class: 'CommandNotFound', command: 'qmp_capabilities' });
  });

  it('names what was cut off when the peer leaves in the middle of the greeting', async () => {
    const path = await serve(async (peer) => {
      await peer.raw('{"QMP": {"ver');
      peer.socket.end();
    });
    const error = await failure(connectQmp(path));
    expect(error).toMatchObject({
      name: 'QmpInterrupted',
      reason: { kind: 'ended-by-peer', unfinishedLine: '{"QMP": {"ver' },
    });
  });

  it('passes through its named states in order', async () => {
    const path = await serve((peer) => peer.behave());
    const states: string[] = [];
    const ready = await connectQmp(path, { onState: (state) => states.push(state.kind) });
    expect(ready.state).toMatchObject({ kind: 'ready', greeting: GREETING });
    ready.close();
    expect(states).toEqual(['greeting', 'negotiating', 'ready', 'closed']);
  });

  it('hears an event that comes in one chunk with the end of the negotiation', async () => {
    const path = await serve(async (peer) => {
      peer.say(GREETING);
      const { id } = await peer.request();
      peer.say({ return: {}, id }, STOP);
    });
    const events: QmpEvent[] = [];
    const ready = await connectQmp(path, { onEvent: (event) => events.push(event) });
    expect(events).toEqual([STOP]);
    ready.close();
  });
});

describe('replies', () => {
  it('reach their own caller, in whatever order they come', async () => {
    const ready = await session(async (peer) => {
      const [first, second] = [await peer.request(), await peer.request()];
      peer.say({ return: RUNNING, id: second.id }, { return: { name: 'win10' }, id: first.id });
    });
    const [name, status] = await Promise.all([ready.execute('query-name'), ready.execute('query-status')]);
    expect(name).toEqual({ name: 'win10' });
    expect(status).toEqual(RUNNING);
  });

  it('may come in pieces, with events in between', async () => {
    const ready = await session(async (peer) => {
      const { id } = await peer.request();
      const bytes = Buffer.from(`${JSON.stringify(STOP)}\r\n${JSON.stringify({ return: RUNNING, id })}\r\n`);
      for (const byte of bytes) await peer.raw(Buffer.from([byte]));
    });
    const heard: string[] = [];
    ready.onEvent((event) => heard.push(event.event));
    expect(await ready.execute('query-status')).toEqual(RUNNING);
    expect(heard).toEqual(['STOP']);
  });

  it('that are errors carry class, words, command and what was sent, and leave the session usable', async () => {
    const ready = await session(async (peer) => {
      const { id } = await peer.request();
      peer.say({ error: { class: 'DeviceNotFound', desc: "Device 'gpu' not found" }, id });
      peer.say({ return: RUNNING, id: (await peer.request()).id });
    });
    const error = await failure(ready.execute('device_del', { id: 'gpu' }));
    expect(error).toBeInstanceOf(QmpCommandError);
    expect(error).toMatchObject({
      class: 'DeviceNotFound',
      desc: "Device 'gpu' not found",
      command: 'device_del',
      sent: { execute: 'device_del', arguments: { id: 'gpu' } },
      received: { class: 'DeviceNotFound' },
    });
    expect(await ready.execute('query-status')).toEqual(RUNNING);
  });

  it('that come after the time limit are dropped, and the session goes on', async () => {
    const ready = await session(async (peer) => {
      const late = await peer.request();
      const next = await peer.request();
      peer.say({ return: { late: true }, id: late.id }, { return: RUNNING, id: next.id });
    });
    const error = await failure(ready.execute('query-name', undefined, { timeoutMs: 20 }));
    expect(error).toMatchObject({ name: 'QmpTimeout', waitedFor: 'command', sent: { execute: 'query-name' } });
    expect(await ready.execute('query-status')).toEqual(RUNNING);
    expect(ready.state.kind).toBe('ready');
  });

  it('are not waited for after an abort', async () => {
    const ready = await session(async (peer) => {
      const aborted = await peer.request();
      const next = await peer.request();
      peer.say({ return: {}, id: aborted.id }, { return: RUNNING, id: next.id });
    });
    const controller = new AbortController();
    const wait = failure(ready.execute('query-name', undefined, { signal: controller.signal }));
    controller.abort();
    expect(await wait).toMatchObject({ name: 'QmpInterrupted', reason: { kind: 'aborted' } });
    expect(await ready.execute('query-status')).toEqual(RUNNING);
  });

  const violations: [name: string, say: (peer: Peer, id: number) => unknown][] = [
    ['to an id that was never sent', (peer) => peer.say({ return: {}, id: 4711 })],
    ['to an id of the wrong type', (peer, id) => peer.say({ return: {}, id: String(id) })],
    ['without an id', (peer) => peer.say({ error: { class: 'GenericError', desc: 'JSON parse error' } })],
    ['that are garbage', (peer) => peer.raw('\u0000\u00ff qemu-system-x86_64: oops\n')],
    ['that are JSON but no message', (peer) => peer.say([1, 2, 3])],
    ['that are a second greeting', (peer) => peer.say(GREETING)],
    ['longer than the limit', (peer) => peer.raw('x'.repeat(70_000))],
  ];
  it.each(violations)('%s close the session and interrupt the command', async (_name, say) => {
    const ready = await session(async (peer) => say(peer, (await peer.request()).id), { maxLineBytes: 65_536 });
    const error = await failure(ready.execute('query-status'));
    expect(error).toBeInstanceOf(QmpInterrupted);
    expect(error).toMatchObject({ reason: { kind: 'protocol-error' }, sent: { execute: 'query-status' } });
    const cause = (error as QmpInterrupted).cause as QmpProtocolError;
    expect(cause).toBeInstanceOf(QmpProtocolError);
    expect(cause.received).not.toBe('');
    expect(cause.received.length).toBeLessThanOrEqual(2048);
    expect(cause.sent).toMatchObject([{ execute: 'query-status' }]);
    expect(await ready.closed).toMatchObject({ kind: 'protocol-error', error: cause });
  });

  it('given twice answer the caller once and then close the session', async () => {
    const ready = await session(async (peer) => {
      const { id } = await peer.request();
      peer.say({ return: RUNNING, id }, { return: RUNNING, id });
    });
    expect(await ready.execute('query-status')).toEqual(RUNNING);
    expect(await ready.closed).toMatchObject({ kind: 'protocol-error' });
  });
});

describe('the end of a session', () => {
  it('answers every waiter when we close it, and every later command', async () => {
    const ready = await session(() => {});
    const waits = [ready.execute('query-status'), ready.execute('stop')].map(failure);
    const event = failure(waitForEvent(ready, 'STOP', { timeoutMs: 10_000 }));
    ready.close();
    ready.close();
    const interrupted = { name: 'QmpInterrupted', reason: { kind: 'closed-by-us' } };
    expect(await Promise.all([...waits, event])).toMatchObject([interrupted, interrupted, interrupted]);
    expect(await failure(ready.execute('query-status'))).toMatchObject(interrupted);
    expect(await ready.closed).toEqual({ kind: 'closed-by-us' });
  });

  it('is interrupted, not failed, when the peer leaves', async () => {
    const ready = await session(async (peer) => {
      await peer.request();
      peer.socket.end('{"return"');
    });
    expect(await failure(ready.execute('query-status'))).toMatchObject({
      name: 'QmpInterrupted',
      reason: { kind: 'ended-by-peer', unfinishedLine: '{"return"' },
      sent: { execute: 'query-status' },
    });
  });

  it('is the end of quit, whether the reply comes, the connection ends or it is reset', async () => {
    const answers = await session(async (peer) => peer.say({ return: {}, id: (await peer.request()).id }));
    expect(await quitQemu(answers)).toBe('answered');

    const leaves = await session(async (peer) => {
      await peer.request();
      peer.socket.end();
    });
    expect(await quitQemu(leaves)).toBe('connection-ended');

    // Closing a UNIX socket that has unread bytes makes the kernel reset it; a megabyte is more than it takes in unread.
    let deaf: Peer | undefined;
    const resets = await session((peer) => {
      peer.socket.pause();
      deaf = peer;
    });
    const unread = failure(resets.executeRaw('anything', { padding: 'x'.repeat(1_048_576) }));
    const quitting = quitQemu(resets);
    deaf?.socket.destroy();
    expect(await quitting).toBe('connection-ended');
    expect(await unread).toBeInstanceOf(QmpInterrupted);
    expect((await resets.closed).kind).toBe('socket-error');
  });

  it('comes when a monitor leaves too many commands unanswered', async () => {
    const ready = await session(() => {});
    const waits = Array.from({ length: 300 }, () =>
      failure(ready.execute('query-status', undefined, { timeoutMs: 5 })),
    );
    const names = new Set((await Promise.all(waits)).map((error) => (error as Error).name));
    expect(names).toEqual(new Set(['QmpTimeout', 'QmpInterrupted']));
    expect(await ready.closed).toEqual({ kind: 'unresponsive', unansweredCommands: 256 });
  });
});

describe('events', () => {
  it('stop coming after unsubscribing', async () => {
    const ready = await session(async (peer) => {
      for (;;) {
        const { id } = await peer.request();
        peer.say(STOP, { return: {}, id });
      }
    });
    const heard: string[] = [];
    const unsubscribe = ready.onEvent((event) => heard.push(event.event));
    await ready.execute('stop');
    unsubscribe();
    await ready.execute('stop');
    expect(heard).toEqual(['STOP']);
  });

  it('can be waited for by name and content', async () => {
    const deleted = (device: string) => ({
      event: 'DEVICE_DELETED',
      data: { device, path: '/x' },
      timestamp: STOP.timestamp,
    });
    const ready = await session(async (peer) => {
      const { id } = await peer.request();
      peer.say({ return: {}, id }, STOP, deleted('other'), deleted('gpu'));
    });
    const gone = waitForEvent(ready, 'DEVICE_DELETED', { timeoutMs: 5_000, where: (data) => data.device === 'gpu' });
    await ready.execute('device_del', { id: 'gpu' });
    expect((await gone).data.device).toBe('gpu');
    expect(await failure(waitForEvent(ready, 'STOP', { timeoutMs: 5 }))).toMatchObject({ waitedFor: 'event' });
  });

  it('that we have no type for are passed on raw', async () => {
    const strange = { event: 'FROM_THE_FUTURE', data: { x: 1 }, timestamp: STOP.timestamp };
    const ready = await session(async (peer) => peer.say(strange, { return: {}, id: (await peer.request()).id }));
    const heard: QmpEvent[] = [];
    ready.onEvent((event) => heard.push(event));
    await ready.execute('cont');
    expect(heard).toEqual([strange]);
  });
});
