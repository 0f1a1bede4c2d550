import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../../fixtures/test';
import { refusedStart } from './serve';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-refused-'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

test('a port that is in use is named, with what to set, and the start ends with 69', async ({ stack }) => {
  const { port } = new URL(stack.url);
  const { code, output } = await refusedStart('e2e/fixtures/serve.mjs', { BATON_STATE_DIR: folder, BATON_PORT: port });
  expect(output).toContain('The gateway cannot run.');
  expect(output).toContain(`Port ${port} is already in use`);
  expect(output).toContain('BATON_PORT');
  expect(output).not.toContain('Open');
  expect(code).toBe(69);
  expect(await stack.baton('machine', 'list')).toHaveLength(1);
});

test('a second Baton on the same state directory is refused with the first one’s process, which goes on', async ({
  stack,
}) => {
  const before = stack.agentPid();
  const { code, output } = await refusedStart('e2e/fixtures/serve.mjs', {
    BATON_STATE_DIR: stack.stateDir,
    BATON_PORT: '0',
  });
  expect(output).toContain('The agent cannot run.');
  expect(output).toContain(`process ${before}`);
  expect(code).toBe(75);
  expect(stack.agentPid()).toBe(before);
  expect(await stack.baton('gpu', 'status')).toMatchObject({ holder: { kind: 'host' } });
});

test('a state directory that cannot be made is refused before anything is installed or built', async () => {
  writeFileSync(join(folder, 'file'), '');
  const { code, output } = await refusedStart('apps/start/src/bootstrap.mjs', {
    BATON_STATE_DIR: join(folder, 'file', 'state'),
  });
  expect(output).toContain(`The state directory ${join(folder, 'file', 'state')} cannot be used`);
  expect(output).toContain('Set BATON_STATE_DIR to a folder that you may write.');
  expect(code).toBe(73);
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a wrong setting is named and ends the start with 78', async () => {
  const { code, output } = await refusedStart('e2e/fixtures/serve.mjs', {
    BATON_STATE_DIR: folder,
    BATON_PORT: '0',
    BATON_SCENARIO: 'unheard-of',
  });
  expect(output).toContain('BATON_SCENARIO');
  expect(code).toBe(78);
});
