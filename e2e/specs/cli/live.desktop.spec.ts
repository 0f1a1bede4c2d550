import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyIso } from '../../fixtures/iso';
import { makeMachine } from '../../fixtures/machines';
import { expect, test } from './command-line';

test('baton machine changes discs, USB devices and keys of a machine that is up, and shows its screen', async ({
  run,
  json,
  stack,
}) => {
  const iso = join(stack.stateDir, 'storage', 'tools.iso');
  const picture = join(stack.stateDir, 'screen.png');
  writeFileSync(iso, emptyIso('tools.iso').buffer);
  expect((await run('machine', 'insert', 'demo', iso)).stderr).toMatch(/^demo cannot be reached\. demo is stopped/);
  await json('machine', 'start', 'demo', '--without-gpu', '--wait');

  expect((await run('machine', 'insert', 'demo', iso)).stdout).toBe(`${iso} is in cd0 of demo.\n`);
  expect(await json('machine', 'media', 'demo')).toMatchObject([{ id: 'cd0', medium: { path: iso } }]);
  expect(await json('machine', 'eject', 'demo')).toMatchObject({ drive: 'cd0' });

  expect((await run('machine', 'attach', 'demo', '1-4')).stdout).toBe('1-4 is attached to demo.\n');
  expect((await run('machine', 'usb', 'demo')).stdout).toMatch(/^1-4 .*Kingston.* in demo$/m);

  const [detached, keys, text, screen, wrongFile, disks] = await Promise.all([
    run('machine', 'detach', 'demo', '1-4'),
    run('machine', 'keys', 'demo', 'ctrl', 'alt', 'hyper'),
    run('machine', 'text', 'demo', 'ä', '--layout', 'us'),
    json('machine', 'screenshot', 'demo', picture, '--small'),
    run('machine', 'screenshot', 'demo', join(stack.stateDir, 'none', 'screen.png')),
    json('machine', 'disks', 'demo'),
  ]);
  expect(detached.stdout).toBe('1-4 is not in demo.\n');
  expect([keys.code, keys.stderr]).toEqual([1, expect.stringContaining('no key called hyper. Nothing was pressed.')]);
  expect([text.code, text.stderr]).toEqual([1, expect.stringContaining('no key for “ä”')]);
  expect(screen).toMatchObject({ file: picture, bytes: readFileSync(picture).length });
  expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  expect(wrongFile.stderr).toMatch(/^The picture cannot be written to .* \(ENOENT\)/);
  expect(disks).toMatchObject({ disks: [{ format: 'raw' }], snapshotRefusal: { code: 'snapshot.none-possible' } });
});

test('baton machine presses what the board has and speaks to the monitor; what QEMU refuses goes to stderr, and as data with --json', async ({
  run,
  json,
}) => {
  expect((await run('machine', 'qmp', 'demo')).stdout).toMatch(/^demo has no monitor now/);
  await json('machine', 'start', 'demo', '--without-gpu', '--wait');
  const [guest, nmi, awake, listed, asked, unknown, unknownJson, refused, invalid] = await Promise.all([
    json('machine', 'guest', 'demo'),
    json('machine', 'press', 'demo', 'nmi'),
    run('machine', 'press', 'demo', 'wake'),
    run('machine', 'qmp', 'demo'),
    run('machine', 'qmp', 'demo', 'query-name'),
    run('machine', 'qmp', 'demo', 'query-status', '{"a": 1}'),
    run('--json', 'machine', 'qmp', 'demo', 'query-status', '{"a": 1}'),
    run('machine', 'qmp', 'demo', 'quit'),
    run('machine', 'qmp', 'demo', 'no command'),
  ]);
  expect(guest).toMatchObject({ agent: 'absent', addresses: [] });
  expect(nmi).toMatchObject({ button: 'nmi' });
  expect([awake.code, awake.stdout]).toEqual([1, '']);
  expect(listed.stdout).toMatch(/^query-status$/m);
  expect(JSON.parse(asked.stdout)).toEqual({ name: 'demo' });
  expect([unknown.code, unknown.stdout, unknown.stderr]).toEqual([1, '', expect.stringContaining("Parameter 'a'")]);
  expect([unknownJson.code, JSON.parse(unknownJson.stdout)]).toMatchObject([1, { ok: false }]);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/^quit is not for this console/)]);
  expect(invalid.stderr).toBe('Not accepted. execute: Use the name of a command, such as query-status.\n');
});

test('baton machine works on the disks of a machine, and keeps when it moves by itself', async ({
  run,
  json,
  stack,
}) => {
  const path = join(stack.stateDir, 'storage', 'disky.qcow2');
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', path, '16M']);
  const disks = [{ source: { kind: 'file', path, format: 'qcow2' } }];
  await makeMachine(stack, { name: 'disky', sections: { disks } });
  const disky = (verb: string, ...words: string[]) => run('machine', verb, 'disky', ...words);
  try {
    await json('machine', 'snapshot', 'disky', 'take', 'first');
    expect((await disky('grow', '1', '0.5')).stdout).toMatch(/^Disk 1 has 512 MiB now\./);
    const backup = await json('machine', 'backup', 'disky', '--to', 'cli-copy', '--wait');
    expect(backup).toMatchObject({ kind: 'backup', state: 'succeeded' });
    const [shown, badName, shrunk, cancelled, days, itself] = await Promise.all([
      disky('disks'),
      disky('snapshot', 'take', 'a/b'),
      disky('grow', '1', '0.01'),
      run('machine', 'cancel-backup', 'none'),
      disky('schedule', '--days', 'mon'),
      disky('start-after', 'disky'),
    ]);
    expect(shown.stdout).toMatch(/^1 +qcow2 +512 MiB,[\s\S]*\nfirst +20/);
    expect(badName.stderr).toMatch(/^Not accepted\. name: Use letters/);
    expect(shrunk.stderr).toMatch(/^A disk can only grow\./);
    expect(cancelled.stdout).toBe('No such backup is under way.\n');
    expect(days.stderr).toMatch(/^Say what happens on these days/);
    expect(itself.stderr).toMatch(/^A machine cannot wait for itself\./);

    expect((await disky('autostart', 'on', '--order', '2')).stdout).toMatch(/^disky starts with the host \(order 2\)/);
    expect(await json('machine', 'schedule', 'disky', '--shutdown', '23:00', '--days', 'mon-fri')).toMatchObject({
      autostart: { enabled: true, order: 2 },
      schedules: [{ verb: 'shut-down', time: '23:00', weekdays: [1, 2, 3, 4, 5] }],
    });
  } finally {
    await run('profile', 'delete', 'disky');
  }
});
