import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  connectGuestAgent,
  GuestAgentInterrupted,
  GuestAgentRefusal,
  type GuestAgentSession,
  GuestAgentSilent,
  GuestAgentUnreachable,
  runInGuest,
} from '../src/index';
import { type PracticeAgent, startPracticeAgent } from './practice-agent';

let agent: PracticeAgent;
let stop: () => Promise<void>;
let session: GuestAgentSession;

beforeEach(async () => {
  const started = await startPracticeAgent();
  ({ agent, stop } = started);
  session = await connectGuestAgent(started.path);
});

afterEach(async () => {
  session.close();
  await stop();
});

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a conversation with the agent in a guest', () => {
  it('comes in step first, and only once', async () => {
    agent.answers.set('guest-ping', () => ({ return: {} }));
    expect(await session.execute('guest-ping')).toEqual({});
    await session.execute('guest-ping');
    expect(agent.requests.map(({ execute }) => execute)).toEqual(['guest-sync-delimited', 'guest-ping', 'guest-ping']);
  });

  it('drops what an earlier conversation left', async () => {
    agent.say('{"return": {"pid": 7}}\n{"ret');
    agent.answers.set('guest-fsfreeze-status', () => ({ return: 'thawed' }));
    expect(await session.execute('guest-fsfreeze-status')).toBe('thawed');
  });

  it('waits past the answer to an older sync', async () => {
    agent.say(Buffer.concat([Buffer.from([0xff]), Buffer.from('{"return": 1}\n')]));
    agent.answers.set('guest-ping', () => ({ return: {} }));
    expect(await session.execute('guest-ping')).toEqual({});
  });

  it('asks one thing at a time, and answers each what it asked', async () => {
    agent.answers.set('guest-get-time', () => ({ return: 5 }));
    agent.answers.set('guest-fsfreeze-status', () => ({ return: 'frozen' }));
    const both = Promise.all([session.execute('guest-get-time'), session.execute('guest-fsfreeze-status')]);
    expect(await both).toEqual([5, 'frozen']);
  });

  it('tells a refusal in the words of the guest, and goes on', async () => {
    agent.answers.set('guest-fsfreeze-freeze', () => ({ error: { class: 'GenericError', desc: 'VSS is off' } }));
    agent.answers.set('guest-ping', () => ({ return: {} }));
    const refused = await session.execute('guest-fsfreeze-freeze').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(GuestAgentRefusal);
    expect(refused).toMatchObject({ desc: 'VSS is off', errorClass: 'GenericError' });
    expect(await session.execute('guest-ping')).toEqual({});
  });

  it('tells silence as silence, and comes in step again when the agent is back', async () => {
    agent.silent = true;
    await expect(session.execute('guest-ping', undefined, { timeoutMs: 30 })).rejects.toThrow(GuestAgentSilent);
    agent.silent = false;
    agent.answers.set('guest-ping', () => ({ return: {} }));
    expect(await session.execute('guest-ping')).toEqual({});
  });

  it('does not take a late answer for the next one', async () => {
    agent.answers.set('guest-get-time', () => undefined);
    await expect(session.execute('guest-get-time', undefined, { timeoutMs: 30 })).rejects.toThrow(GuestAgentSilent);
    agent.say('{"return": 5}\n');
    agent.answers.set('guest-fsfreeze-status', () => ({ return: 'thawed' }));
    expect(await session.execute('guest-fsfreeze-status')).toBe('thawed');
  });

  it('survives a guest that sends nonsense', async () => {
    agent.answers.set('guest-ping', () => ({ return: {} }));
    await session.execute('guest-ping');
    agent.say('%%%\n');
    agent.answers.set('guest-get-time', () => ({ return: 9 }));
    expect(await session.execute('guest-get-time')).toBe(9);
  });

  it('is interrupted when QEMU goes away', async () => {
    agent.answers.set('guest-get-time', () => {
      agent.hangUp();
      return undefined;
    });
    await expect(session.execute('guest-get-time')).rejects.toThrow(GuestAgentInterrupted);
    await session.closed;
    await expect(session.execute('guest-ping')).rejects.toThrow(GuestAgentInterrupted);
  });

  it('takes no answer to a shutdown for consent, and an error for a refusal', async () => {
    agent.answers.set('guest-shutdown', () => undefined);
    await session.shutDown('powerdown');
    expect(agent.requests.at(-1)).toEqual({ execute: 'guest-shutdown', arguments: { mode: 'powerdown' } });
    agent.answers.set('guest-shutdown', () => ({ error: { class: 'GenericError', desc: 'disabled' } }));
    await expect(session.shutDown('powerdown')).rejects.toThrow(GuestAgentRefusal);
  });

  it('has nobody to talk to where nothing listens', async () => {
    await expect(connectGuestAgent('/nowhere/qga.sock')).rejects.toThrow(GuestAgentUnreachable);
  });
});

describe('a program inside the guest', () => {
  const smi = { path: 'nvidia-smi', args: ['-L'], timeoutMs: 1000 };

  it('is waited for, and its output is read', async () => {
    let looks = 0;
    agent.answers.set('guest-exec', () => ({ return: { pid: 42 } }));
    agent.answers.set('guest-exec-status', () => {
      looks += 1;
      const ended = { exited: true, exitcode: 0, 'out-data': base64('GPU 0\n') };
      return { return: looks < 2 ? { exited: false } : ended };
    });
    expect(await runInGuest(session, smi)).toEqual({ exitCode: 0, stdout: 'GPU 0\n', stderr: '' });
    expect(agent.requests.find(({ execute }) => execute === 'guest-exec')?.arguments).toEqual({
      path: 'nvidia-smi',
      arg: ['-L'],
      'capture-output': true,
    });
  });

  it('may fail in its own words', async () => {
    agent.answers.set('guest-exec', () => ({ return: { pid: 1 } }));
    const ended = { exited: true, exitcode: 9, 'err-data': base64('no driver') };
    agent.answers.set('guest-exec-status', () => ({ return: ended }));
    expect(await runInGuest(session, smi)).toEqual({ exitCode: 9, stdout: '', stderr: 'no driver' });
  });

  it('is given up when it does not end', async () => {
    agent.answers.set('guest-exec', () => ({ return: { pid: 1 } }));
    agent.answers.set('guest-exec-status', () => ({ return: { exited: false } }));
    await expect(runInGuest(session, { ...smi, timeoutMs: 50 })).rejects.toThrow(GuestAgentSilent);
  });
});
