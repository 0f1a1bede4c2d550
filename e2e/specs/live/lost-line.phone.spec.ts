import type { Page } from '@playwright/test';
import { openAir } from '../../fixtures/air';
import { machine, startMachine, stateOf } from '../../fixtures/machines';
import { openMachine, rowOf } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';

/** The banner that says that what is on the screen is old. */
const banner = (page: Page) => page.getByText(/^Connection lost, \d+ s ago$/);

test('a phone that loses its network says so, and catches up by itself', async ({ home: page, stack }) => {
  const air = await openAir(stack);
  await startMachine(stack);
  await page.goto(air.url);
  const running = rowOf(page, 'demo').getByRole('link', { name: 'Console of demo' });
  await expect(running).toBeVisible();
  air.cut();
  // Nobody tells a phone that its packets go nowhere: it finds out by an answer that does not come.
  await expect(banner(page)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^Values below are from \d\d:\d\d:\d\d\./)).toBeVisible();
  // It happens while this page cannot see it: what is shown stays, and is marked as old.
  await stack.baton('machine', 'force-off', 'demo', '--wait');
  await expect(running).toBeVisible();
  air.restore();
  await expect(banner(page)).toBeHidden();
  await expect(rowOf(page, 'demo').getByRole('button', { name: 'Start demo' })).toBeVisible();
  await air.close();
});

test('the machine outlives its agent, which comes back, adopts it and goes on', async ({ home: page, stack }) => {
  const pid = await startMachine(stack);
  await openMachine(page, stack, { id: 'demo' });
  const tail = page.getByTestId('serial-tail');
  await expect(tail).toContainText('baton-demo: up');
  const agent = stack.agentPid();
  process.kill(agent, 'SIGKILL');
  await expect.poll(() => stack.output()).toContain('The agent');
  await expect.poll(() => stateOf(stack).catch(() => 'not there yet')).toBe('running');
  expect(stack.agentPid()).not.toBe(agent);
  expect((await machine(stack)).state.pid).toBe(pid);
  expect(() => process.kill(pid, 0)).not.toThrow();

  // The page went nowhere: it shows the machine again, the log goes on, and the buttons work.
  const said = await tail.innerText();
  await expect.poll(() => tail.innerText()).not.toBe(said);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
});

test('the machine and its page outlive the gateway', async ({ home: page, stack }) => {
  const pid = await startMachine(stack);
  await openMachine(page, stack, { id: 'demo', tab: 'console' });
  const screen = page.getByTestId('console-screen');
  await expect(screen).toHaveAttribute('data-state', 'connected');
  const gateway = stack.gatewayPid();
  process.kill(gateway, 'SIGKILL');
  await expect(screen).not.toHaveAttribute('data-state', 'connected');
  await expect(screen).toHaveAttribute('data-state', 'connected');
  expect(stack.gatewayPid()).not.toBe(gateway);
  await openMachine(page, stack, { id: 'demo' });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  expect((await machine(stack)).state.pid).toBe(pid);
});
