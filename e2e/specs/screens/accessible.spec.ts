import { makeMachine, startMachine } from '../../fixtures/machines';
import { seenMoving } from '../../fixtures/moving';
import { chooseMore, expectHome, expectSimulated, openMachine, rowOf } from '../../fixtures/people';
import { startStack } from '../../fixtures/stack';
import { expect, expectAccessible, setUp, test } from '../../fixtures/test';
import { expectGoodDialog, expectGoodScreen, PLACES } from './screens';

test('the first run, an empty Home and the log-in page are good for everybody', async ({ page, browser }) => {
  const stack = await startStack();
  try {
    await page.goto(`${stack.url}#setup=${stack.setupToken}`);
    await expectGoodScreen(page);
    await setUp(page, stack);
    await stack.tell('profile.remove', { id: 'demo', deleteDisk: true });
    await expect(page.getByText('No machines yet')).toBeVisible();
    await expectGoodScreen(page);
    const context = await browser.newContext();
    const stranger = await context.newPage();
    await stranger.goto(stack.url);
    await expect(stranger.getByRole('heading', { name: 'Log in' })).toBeVisible();
    await expectSimulated(stranger);
    await expectGoodScreen(stranger);
    await context.close();
  } finally {
    await stack.stop();
  }
});

test('every screen is good for everybody while all is idle', async ({ home: page, stack }) => {
  test.slow();
  for (const path of PLACES) {
    await test.step(`/${path}`, async () => {
      await page.goto(`${stack.url}${path}`);
      await expectSimulated(page);
      await expectGoodScreen(page);
    });
  }
});

test('every screen is good for everybody while a machine runs', async ({ home: page, stack }) => {
  test.slow();
  await startMachine(stack);
  for (const path of ['', 'gpu', ...PLACES.filter((place) => place.startsWith('machine?id=demo'))]) {
    await test.step(`/${path}`, async () => {
      await page.goto(`${stack.url}${path}`);
      await expectGoodScreen(page);
    });
  }
});

test('a hand-over under way is good for everybody, and nothing moves for those who want no motion', async ({
  home: page,
  stack,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const endless = seenMoving(page);
  await page.getByRole('button', { name: 'Hand to demo' }).click();
  expect(await endless).toBe(0);
  await expectAccessible(page);
  await expect(page.getByRole('heading', { name: 'Used by demo' })).toBeVisible();
  await expectHome(page);
  await openMachine(page, stack, { id: 'demo' });
  await page.getByRole('button', { name: 'Shut down' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut down' }).click();
  await expect(page.getByRole('heading', { name: 'Why it last stopped' })).toBeVisible();
  await expectGoodScreen(page);
});

test('the sheets of a stopped machine and of the GPU are good for everybody', async ({ home: page, stack }) => {
  await page.getByRole('button', { name: 'Show me first' }).click();
  await expect(page.getByRole('list', { name: 'What it would do' })).toBeVisible();
  await expectGoodDialog(page, 'Hand to demo?');
  await page.goto(`${stack.url}gpu`);
  await page.getByRole('main').getByRole('button', { name: 'Power off' }).click();
  await expectGoodDialog(page, 'Power off?');
  await openMachine(page, stack, { id: 'demo', tab: 'hardware' });
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await expectGoodDialog(page, 'Duplicate demo?');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expectGoodDialog(page, 'Delete demo?');
  await page.getByRole('button', { name: 'More for demo', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page);
});

test('the questions about a running machine are good for everybody', async ({ home: page, stack }) => {
  await startMachine(stack);
  await makeMachine(stack, { name: 'second', gpu: { wanted: true, afterExit: 'host' } });
  await rowOf(page, 'second').getByRole('button', { name: 'Start second' }).click();
  await expectGoodDialog(page, 'second needs the GPU, which demo holds');
  await openMachine(page, stack, { id: 'demo' });
  await page.getByRole('button', { name: 'Shut down' }).click();
  await expectGoodDialog(page, 'Shut down demo?');
  await chooseMore(page, 'demo', 'Reboot');
  await expectGoodDialog(page, 'Reboot demo?');
  await chooseMore(page, 'demo', 'Force off');
  await expectGoodDialog(page, 'Force off demo?');
  await openMachine(page, stack, { id: 'demo', tab: 'console' });
  await expect(page.getByTestId('console-screen')).toHaveAttribute('data-state', 'connected');
  await page.getByRole('button', { name: 'Send text' }).click();
  await expectGoodDialog(page, /text/i);
});
