import type { Actor } from '@baton/model/access/roles';
import type { WebhookAnswer } from '@baton/model/alert/webhook';
import type { MachineState } from '@baton/model/machine/state';
import type { GpuSample } from '@baton/model/telemetry/sample';
import { describe, expect, it } from 'vitest';
import type { WebhookRequest } from '../ports/webhook';
import { Alerts, type WatchedMachine } from './alerts';

const GIB = 1024 ** 3;
const TAKEN: WebhookAnswer = { kind: 'answered', status: 200 };
const running: MachineState = { kind: 'running', since: 0, pid: 1 };
const crashed: MachineState = { kind: 'stopped', last: { at: 1, cause: 'crashed' } };

const ADMIN: Actor = { id: 'u1', name: 'admin', role: 'admin', via: 'browser' };

const hot = (temperatureC: number) => ({ at: 0, source: 'host', readings: { temperatureC } }) as GpuSample;

function memorySettings() {
  const kept = new Map<string, string>();
  return {
    get: async (key: string): Promise<unknown> => JSON.parse(kept.get(key) ?? 'null'),
    set: async (key: string, value: unknown) => void kept.set(key, JSON.stringify(value)),
    remove: async (key: string) => kept.delete(key),
  };
}

function setUp({ settings = memorySettings(), answers = [] as WebhookAnswer[] } = {}) {
  const world = { now: 0, freeBytes: 50 * GIB, looks: 0, emitted: 0, watched: false, machines: [] as WatchedMachine[] };
  const posted: WebhookRequest[] = [];
  const recorded: unknown[] = [];
  let count = 0;
  const alerts = new Alerts({
    settings,
    clock: {
      now: () => world.now,
      // A pause before another try is over at once; the minute between two looks at the disk never is.
      sleep: (ms, signal) =>
        ms < 60_000 ? Promise.resolve() : new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
    },
    events: {
      emit: () => {
        world.emitted += 1;
      },
      watched: () => world.watched,
    },
    activity: { record: (kind, subject, actor, facts) => void recorded.push([kind, subject.name, actor?.name, facts]) },
    newId: () => {
      count += 1;
      return `alert-${count}`;
    },
    hostname: 'laptop',
    sender: {
      post: async (request) => {
        posted.push(request);
        return answers.shift() ?? TAKEN;
      },
    },
    space: {
      read: async ([folder = '']) => {
        world.looks += 1;
        return [{ folder, freeBytes: world.freeBytes }];
      },
    },
    storageFolders: ['/vm'],
    machines: () => world.machines,
    failed: (error) => {
      throw error;
    },
  });
  const become = (state: MachineState, at: number) => {
    world.now = at;
    world.machines = [{ id: 'm1', name: 'win10', state }];
    alerts.machinesChanged();
  };
  const listed = async () => (await alerts.list(50)).map(({ kind, clearedAt }) => `${kind} ${clearedAt ?? 'still so'}`);
  return { alerts, world, posted, recorded, settings, become, listed };
}

describe('alerts', () => {
  it('tell of a machine that crashed, until it runs again', async () => {
    const { alerts, become, listed } = setUp();
    await alerts.start();
    become(running, 0);
    become(crashed, 5);
    expect((await alerts.list(50))[0]).toMatchObject({ title: 'win10 stopped unexpectedly', seen: false });
    become({ kind: 'starting', since: 6, operationId: 'o' }, 6);
    expect(await listed()).toEqual(['machine-ended still so']);
    become(running, 7);
    expect(await listed()).toEqual(['machine-ended 7']);
    await alerts.stop();
  });

  it('survive a restart, and are told nobody again', async () => {
    const first = setUp();
    await first.alerts.start();
    await first.alerts.setWebhook({ url: 'http://localhost/', format: 'json' }, ADMIN);
    first.become(running, 0);
    first.become(crashed, 5);
    await first.alerts.markSeen(['alert-1']);
    await first.alerts.stop();
    const second = setUp({ settings: first.settings });
    await second.alerts.start();
    second.become(crashed, 60);
    expect(await second.alerts.list(50)).toMatchObject([{ id: 'alert-1', seen: true, clearedAt: null }]);
    await second.alerts.stop();
    expect(second.posted).toEqual([]);
  });

  it('are over for a machine that was deleted', async () => {
    const { alerts, world, become, listed } = setUp();
    await alerts.start();
    become(running, 0);
    become(crashed, 5);
    world.machines = [];
    alerts.machinesChanged();
    expect(await listed()).toEqual(['machine-ended 5']);
    await alerts.stop();
  });

  it('look at the disk only while a machine is up, or somebody reads that it is nearly full', async () => {
    const { alerts, world, become, listed } = setUp();
    await alerts.start();
    become(crashed, 0);
    expect(await listed()).toEqual([]);
    expect(world.looks).toBe(0);
    world.freeBytes = GIB;
    become(running, 1);
    await expect.poll(listed).toEqual(['disk-nearly-full still so']);
    become({ kind: 'stopped' }, 2);
    world.freeBytes = 5.5 * GIB;
    expect(await listed()).toEqual(['disk-nearly-full still so']);
    world.freeBytes = 7 * GIB;
    expect(await listed()).toEqual(['disk-nearly-full 2']);
    await alerts.stop();
  });

  it('tell of a card that stays hot, and forget it when nobody wants to know', async () => {
    const { alerts, listed } = setUp();
    await alerts.start();
    for (let second = 0; second <= 10; second += 1) alerts.heard({ at: second * 1000, gpu: hot(91) });
    expect(await listed()).toEqual(['gpu-hot still so']);
    await alerts.setRules({ ...(await alerts.rules()), gpuHot: { enabled: false, celsius: 87 } }, ADMIN);
    expect(await listed()).toEqual(['gpu-hot 0']);
    await alerts.stop();
  });

  it('want the card measured only while somebody would be told that it is hot', async () => {
    const { alerts, world, settings } = setUp();
    await alerts.start();
    expect(alerts.wantsCard()).toBe(false);
    world.watched = true;
    expect(alerts.wantsCard()).toBe(true);
    world.watched = false;
    await alerts.setWebhook({ url: 'https://ntfy.example/secret', format: 'ntfy' }, ADMIN);
    expect(alerts.wantsCard()).toBe(true);
    const later = setUp({ settings }).alerts;
    await later.start();
    expect(later.wantsCard()).toBe(true);
    const rules = await alerts.rules();
    await alerts.setRules({ ...rules, gpuHot: { ...rules.gpuHot, enabled: false } }, ADMIN);
    expect(alerts.wantsCard()).toBe(false);
    await alerts.setRules(rules, ADMIN);
    await alerts.setWebhook(null, ADMIN);
    expect(alerts.wantsCard()).toBe(false);
    await Promise.all([alerts.stop(), later.stop()]);
  });

  it('leave in the history who chose them, and nothing secret of where they are posted', async () => {
    const { alerts, recorded } = setUp();
    await alerts.start();
    await alerts.setWebhook({ url: 'https://user:geheim@ntfy.example/secret', format: 'ntfy' }, ADMIN);
    const rules = { ...(await alerts.rules()), machine: { enabled: false } };
    await alerts.setRules(rules, ADMIN);
    await alerts.setWebhook(null, ADMIN);
    expect(recorded).toEqual([
      ['alerts.webhook-changed', 'laptop', 'admin', { host: 'ntfy.example' }],
      ['alerts.rules-changed', 'laptop', 'admin', rules],
      ['alerts.webhook-changed', 'laptop', 'admin', { host: null }],
    ]);
    await alerts.stop();
  });

  it('are posted once while they flap, with three tries and no more, and what came of it is kept', async () => {
    const busy: WebhookAnswer = { kind: 'answered', status: 503 };
    const { alerts, become, posted } = setUp({ answers: [busy, busy, busy] });
    await alerts.start();
    await alerts.setWebhook({ url: 'https://user:geheim@ntfy.example/baton', format: 'ntfy' }, ADMIN);
    for (let at = 0; at < 60_000; at += 2000) {
      become(running, at);
      become(crashed, at + 1000);
    }
    await expect.poll(async () => (await alerts.webhook())?.lastResult?.words).toContain('503');
    await alerts.stop();
    expect(posted).toHaveLength(3);
    expect(posted[0]?.headers).toMatchObject({ Title: 'win10 stopped unexpectedly (laptop)', Priority: '5' });
    expect((await alerts.webhook())?.lastResult?.words).not.toContain('geheim');
  });

  it('say what became of a try, and that there is nothing to try', async () => {
    const { alerts, posted } = setUp({ answers: [{ kind: 'name-not-found' }] });
    await alerts.start();
    expect(await alerts.testWebhook()).toMatchObject({ ok: false });
    expect(posted).toEqual([]);
    await alerts.setWebhook({ url: 'http://nowhere.example/', format: 'json' }, ADMIN);
    const { ok, words } = await alerts.testWebhook();
    expect([ok, words.slice(0, 22)]).toEqual([false, 'The name of the server']);
    expect(JSON.parse(posted[0]?.body ?? '')).toMatchObject({ event: 'test', host: 'laptop' });
    await alerts.stop();
  });
});

describe('the end of an alert', () => {
  const TEN_MINUTES = 10 * 60_000;
  const JSON_HOOK = { url: 'http://localhost/', format: 'json' } as const;
  const bodies = (posted: readonly WebhookRequest[]) =>
    posted.map(({ body }) => {
      const { event, kind, id } = JSON.parse(body);
      return `${event} ${kind} ${id}`;
    });
  /** Storage is nearly full while a machine is up, and that is posted. */
  const full = async (made: ReturnType<typeof setUp>) => {
    await made.alerts.start();
    await made.alerts.setWebhook(JSON_HOOK, ADMIN);
    made.world.freeBytes = GIB;
    made.become(running, 0);
    await expect.poll(async () => (await made.alerts.webhook())?.lastResult?.ok).toBe(true);
    return made;
  };
  const room = async ({ world, alerts }: ReturnType<typeof setUp>, at: number) => {
    world.now = at;
    world.freeBytes = 50 * GIB;
    await alerts.list(1);
  };

  it('is posted with the id of its alert, once, and makes no sound on a phone', async () => {
    const made = await full(setUp());
    await made.alerts.setWebhook({ ...JSON_HOOK, format: 'ntfy' }, ADMIN);
    await room(made, TEN_MINUTES);
    await expect.poll(() => made.posted.length).toBe(2);
    await room(made, TEN_MINUTES * 3);
    await made.alerts.stop();
    expect(made.posted).toHaveLength(2);
    expect(made.posted[1]?.headers).toMatchObject({
      Title: 'All clear: storage has room again (laptop)',
      Priority: '2',
      'X-Sequence-ID': 'alert-1',
    });
    expect(JSON.parse(made.posted[0]?.body ?? '')).toMatchObject({ event: 'alert', id: 'alert-1' });
  });

  it('waits until what comes back would be told as a new alert, over a restart of the agent too', async () => {
    const made = await full(setUp());
    await room(made, 60_000);
    await made.alerts.stop();
    expect(bodies(made.posted)).toEqual(['alert disk-nearly-full alert-1']);
    const later = setUp({ settings: made.settings });
    later.world.now = TEN_MINUTES + 1;
    await later.alerts.start();
    await expect.poll(() => bodies(later.posted)).toEqual(['all-clear disk-nearly-full alert-1']);
    await later.alerts.stop();
  });

  it('is looked for although no machine is up any more, and nothing is opened after it', async () => {
    const made = await full(setUp());
    const { alerts, world, become } = made;
    become({ kind: 'stopped' }, 1);
    await alerts.stop();
    const later = setUp({ settings: made.settings });
    later.world.now = TEN_MINUTES + 1;
    await later.alerts.start();
    await expect.poll(() => bodies(later.posted)).toEqual(['all-clear disk-nearly-full alert-1']);
    const { looks } = later.world;
    expect(await later.listed()).toEqual([`disk-nearly-full ${TEN_MINUTES + 1}`]);
    expect([later.world.looks, world.looks > 0]).toEqual([looks, true]);
    await later.alerts.stop();
  });

  it('is posted to nobody who was not told: the alert was not taken, or went to another address', async () => {
    const gone: WebhookAnswer = { kind: 'answered', status: 404 };
    const untold = setUp({ answers: [gone] });
    await untold.alerts.start();
    await untold.alerts.setWebhook(JSON_HOOK, ADMIN);
    untold.world.freeBytes = GIB;
    untold.become(running, 0);
    await expect.poll(async () => (await untold.alerts.webhook())?.lastResult?.ok).toBe(false);
    await room(untold, TEN_MINUTES);
    await untold.alerts.stop();
    expect(bodies(untold.posted)).toEqual(['alert disk-nearly-full alert-1']);
    const moved = await full(setUp());
    await moved.alerts.setWebhook({ ...JSON_HOOK, url: 'http://localhost/other' }, ADMIN);
    await room(moved, TEN_MINUTES);
    await moved.alerts.stop();
    expect(moved.posted).toHaveLength(1);
  });

  it('is told of a card that was measured or sleeps, and not of one whose guest fell silent', async () => {
    for (const { gpu, told } of [
      { gpu: hot(60), told: true },
      { gpu: { at: 0, source: 'none', reason: 'asleep' } as const, told: true },
      { gpu: { at: 0, source: 'none', reason: 'in-guest' } as const, told: false },
    ]) {
      const { alerts, world, posted, listed } = setUp();
      await alerts.start();
      await alerts.setWebhook(JSON_HOOK, ADMIN);
      for (let second = 0; second <= 10; second += 1) alerts.heard({ at: second * 1000, gpu: hot(91) });
      await expect.poll(async () => (await alerts.webhook())?.lastResult?.ok).toBe(true);
      world.now = TEN_MINUTES;
      for (let second = 11; second <= 42; second += 1) alerts.heard({ at: second * 1000, gpu });
      expect(await listed()).toEqual([`gpu-hot ${TEN_MINUTES}`]);
      const both = ['alert gpu-hot alert-1', 'all-clear gpu-hot alert-1'];
      await expect.poll(() => bodies(posted)).toEqual(told ? both : both.slice(0, 1));
      await alerts.stop();
      expect(posted).toHaveLength(told ? 2 : 1);
    }
  });

  it('is not claimed of what nobody watches any more', async () => {
    const { alerts, posted } = setUp();
    await alerts.start();
    await alerts.setWebhook(JSON_HOOK, ADMIN);
    for (let second = 0; second <= 10; second += 1) alerts.heard({ at: second * 1000, gpu: hot(91) });
    await expect.poll(async () => (await alerts.webhook())?.lastResult?.ok).toBe(true);
    expect(alerts.waitsForCard()).toBe(true);
    const rules = await alerts.rules();
    await alerts.setRules({ ...rules, gpuHot: { ...rules.gpuHot, enabled: false } }, ADMIN);
    expect(alerts.waitsForCard()).toBe(false);
    await alerts.stop();
    expect(bodies(posted)).toEqual(['alert gpu-hot alert-1']);
  });
});
