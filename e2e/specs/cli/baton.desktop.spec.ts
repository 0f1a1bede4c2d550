import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stateOf } from '../../fixtures/machines';
import { baton } from './baton';
import { expect, test } from './command-line';

test('baton status, gpu status and the lists tell people in lines and scripts in JSON', async ({ run, json }) => {
  const status = await json('status');
  expect(status).toMatchObject({
    host: { simulated: { scenario: 'optimus' } },
    gpu: { address: '0000:01:00.0', holder: { kind: 'host' } },
    machines: [{ id: 'demo' }],
  });
  expect((await run('status')).stdout).toMatch(/simulated laptop: optimus[\s\S]*Used by host[\s\S]*0 of 1 up/);

  expect(await json('gpu', 'status')).toMatchObject({ vendorId: '10de', deviceId: '1bb6', driver: 'nvidia' });
  expect((await run('gpu', 'status')).stdout).toMatch(/P5000[\s\S]*Used by host[\s\S]*0000:01:00\.1/);

  expect(await json('machine', 'list')).toMatchObject([{ name: 'demo', state: { kind: 'stopped' }, wantsGpu: true }]);
  expect((await run('machine', 'list')).stdout).toMatch(/^demo +stopped +wants the GPU/);

  expect(await json('profile', 'list')).toMatchObject([{ definition: { name: 'demo' } }]);
  const shown = (await json('profile', 'show', 'DEMO')) as { definition: { uuid: string } };
  expect(shown).toMatchObject({ id: 'demo', definition: { name: 'demo', gpu: { wanted: true } } });
  expect((await run('profile', 'show', 'demo')).stdout).toContain(shown.definition.uuid);
});

test('baton machine start, logs, shutdown and force-off lead a machine through its life', async ({
  run,
  json,
  stack,
}) => {
  const start = (await json('machine', 'start', 'demo', '--wait')) as { state: string; steps: { kind: string }[] };
  expect(start.state).toBe('succeeded');
  expect(start.steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['check', 'detach', 'bind', 'start']));
  expect(await json('gpu', 'status')).toMatchObject({ holder: { kind: 'machine', name: 'demo' } });
  expect(await json('machine', 'start', 'demo')).toMatchObject({ id: 'demo' });

  await expect.poll(async () => (await run('machine', 'logs', 'demo')).stdout).toContain('baton-demo: up');
  expect(await json('machine', 'logs', 'demo', '--lines', '1')).toMatchObject({ lines: [expect.anything()] });
  expect(await json('machine', 'logs', 'demo', '--source', 'qemu')).toHaveProperty('lines');

  expect(await json('machine', 'shutdown', 'demo', '--wait')).toEqual({ id: 'demo', verb: 'shutDown' });
  expect(await stateOf(stack)).toBe('stopped');
  expect(await json('machine', 'list')).toMatchObject([{ state: { kind: 'stopped', last: { cause: 'shut-down' } } }]);
  await expect.poll(() => json('gpu', 'status')).toMatchObject({ holder: { kind: 'host' }, operationId: null });

  const words = await run('machine', 'start', 'demo', '--without-gpu', '--wait');
  expect([words.code, words.stdout]).toEqual([0, expect.stringMatching(/demo runs\.\n$/)]);
  expect(await json('gpu', 'status')).toMatchObject({ holder: { kind: 'host' } });
  expect(await json('machine', 'force-off', 'demo', '--wait')).toEqual({ id: 'demo', verb: 'forceOff' });
  expect(await json('machine', 'list')).toMatchObject([{ state: { kind: 'stopped', last: { cause: 'forced-off' } } }]);
});

test('baton gpu shows why, shows first, and moves it; refusals are problems', async ({ run, json }) => {
  const why = (await json('gpu', 'evidence')) as { evidence: string[] };
  expect(why).toMatchObject({ state: { kind: 'host-idle' }, power: { backend: 'bbswitch' } });
  expect(why.evidence[0]).toMatch(/^0000:01:00\.0 driver nvidia/);
  expect((await run('gpu', 'evidence')).stdout).toContain('Power switch: bbswitch');

  const shown = await json('gpu', 'dry-run', 'demo');
  expect(shown).toMatchObject({ blockers: [], qemuArgv: expect.arrayContaining(['-uuid']) });
  expect((await run('gpu', 'dry-run', 'off')).stdout).toMatch(
    /modprobe -r nvidia\n[\s\S]*"OFF" > \/proc\/acpi\/bbswitch/,
  );
  expect(await json('gpu', 'status')).toMatchObject({ state: { kind: 'host-idle' } });

  expect(await json('gpu', 'move', 'off', '--wait')).toMatchObject({ kind: 'hand-over', state: 'succeeded' });
  expect(await json('gpu', 'status')).toMatchObject({ state: { kind: 'powered-off' } });
  const refused = await run('--json', 'gpu', 'recover', 'rescan');
  expect([refused.code, JSON.parse(refused.stdout)]).toMatchObject([1, { problem: { code: 'gpu.recover-refused' } }]);
  expect((await run('gpu', 'move', 'host', '--wait')).stdout).toMatch(/Return to host driver[\s\S]*done\.\n$/);
  const stranger = await run('--json', 'gpu', 'ask-to-close', '1');
  expect([stranger.code, JSON.parse(stranger.stdout)]).toMatchObject([1, { problem: { code: 'gpu.not-a-holder' } }]);
  expect(await json('gpu', 'keep')).toEqual({ taken: false });
  expect(await json('machine', 'cancel-start', 'demo')).toMatchObject({ cancelled: false });
});

test('a problem is a sentence on stderr and exit code 1, and with --json the problem itself', async ({ run }) => {
  const cases: [args: string[], code: string, words: RegExp][] = [
    [['machine', 'start', 'nobody'], 'machine.not-found', /^No such machine\. None is called nobody/],
    [['machine', 'reboot', 'demo'], 'machine.refused', /^Reboot is not possible now\. demo is stopped\./],
    [['machine', 'pause', 'demo'], 'machine.refused', /^Pause is not possible now\./],
    [['profile', 'show', 'nobody'], 'profile.not-found', /^No such profile\./],
  ];
  for (const [args, problem, words] of cases) {
    const said = await run(...args);
    expect([args, said]).toEqual([args, { code: 1, stdout: '', stderr: expect.stringMatching(words) }]);
    const json = await run('--json', ...args);
    expect([json.code, json.stderr]).toEqual([1, '']);
    expect(JSON.parse(json.stdout)).toMatchObject({ problem: { code: problem }, error: expect.stringMatching(words) });
  }
});

test('a word that it does not know is answered with how to use it, and exit code 1', async ({ run }) => {
  for (const args of [
    ['machine', 'explode'],
    ['machine', 'logs', 'demo', '--lines', '0'],
    ['machine', 'start'],
    ['machine', 'pause', 'demo', '--all'],
    ['machine', 'start', 'demo', 'other', '--without-gpu'],
    ['machine', 'attach', 'demo', 'usb'],
    ['machine', 'grow', 'demo', '1', '999999999'],
    ['machine', 'qmp', 'demo', 'query-status', '[1]'],
    ['machine', 'schedule', 'demo', '--start', '25:00'],
  ]) {
    const { code, stdout, stderr } = await run(...args);
    expect([args, code, stdout]).toEqual([args, 1, '']);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain('Usage: baton');
  }
});

test('where no Baton runs it says so and exits with 69', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'baton-none-'));
  try {
    const said = await baton(stateDir, 'status');
    expect(said).toMatchObject({ code: 69, stdout: '' });
    expect(said.stderr).toMatch(/^Baton does not run here\. .* Start it with npm start\.\n$/);
    const json = await baton(stateDir, '--json', 'machine', 'list');
    expect(json.code).toBe(69);
    expect(JSON.parse(json.stdout)).toMatchObject({
      problem: null,
      error: expect.stringContaining('does not run here'),
    });
  } finally {
    rmSync(stateDir, { recursive: true });
  }
});
