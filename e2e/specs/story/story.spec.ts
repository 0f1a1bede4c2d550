import { machine, setAfterExit, startMachine, stateOf } from '../../fixtures/machines';
import { askAndConfirm, chooseMore, expectHome, expectSimulated, openMachine, rowOf } from '../../fixtures/people';
import { startStack } from '../../fixtures/stack';
import { expect, setUp, test } from '../../fixtures/test';

test('the link of the terminal leads over a password to Home, once', async ({ page, browser }) => {
  const stack = await startStack();
  try {
    await page.goto(`${stack.url}#setup=${stack.setupToken}`);
    await expectSimulated(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your laptop’s GPU, handed around from here.');
    expect(page.url()).not.toContain(stack.setupToken);
    await page.getByLabel('Choose a password').fill('short');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await expect(page.getByLabel('Choose a password')).toHaveAttribute('aria-invalid', 'true');
    await setUp(page, stack);
    await expectSimulated(page);
    await expect(rowOf(page, 'demo')).toBeVisible();
    await page.reload();
    await expectHome(page);

    // The link was used: another browser is asked for the password.
    const other = await browser.newContext();
    const late = await other.newPage();
    await late.goto(`${stack.url}#setup=${stack.setupToken}`);
    await expect(late.getByRole('heading', { name: 'Log in' })).toBeVisible();
    await expect(late.getByText('already', { exact: false }).first()).toBeVisible();
    await other.close();
  } finally {
    await stack.stop();
  }
});

test('the GPU is handed over by named, timed steps and comes back when the guest powers itself off', async ({
  home: page,
  stack,
}) => {
  await expect(page.getByRole('heading', { name: 'Used by host' })).toBeVisible();
  await page.getByRole('button', { name: 'Hand to demo' }).click();
  await expect(page.getByRole('heading', { name: 'Used by demo' })).toBeVisible();
  await rowOf(page, 'demo').getByRole('link', { name: 'demo', exact: true }).click();

  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect(page.getByText(/^for \d+ (s|min)$/)).toBeVisible();
  await expectSimulated(page);
  const steps = page.getByRole('list', { name: 'Steps of this run' }).getByRole('listitem');
  for (const name of ['Check', 'Detach from host', 'Bind to vfio-pci', 'Start machine', 'Verify']) {
    const step = steps.filter({ hasText: name });
    await expect(step).toContainText('done');
    await expect(step).toContainText(/\d+([.,]\d+)? s/);
  }
  const stepsBefore = await steps.count();

  const cpu = page.getByRole('figure').filter({ hasText: 'The QEMU process.' });
  await expect(cpu).toContainText(/\d+%/);
  await expect(page.getByRole('figure').filter({ hasText: 'What QEMU takes of the host' })).toContainText(
    /[1-9]\d*MiB/,
  );
  const tail = page.getByTestId('serial-tail');
  await expect(tail).toContainText('baton-demo: up');
  const saidFirst = await tail.innerText();
  await expect.poll(() => tail.innerText()).not.toBe(saidFirst);

  await page.getByRole('button', { name: 'Shut down' }).click();
  const dialog = page.getByRole('dialog', { name: 'Shut down demo?' });
  await expect(dialog).toContainText('It has run for');
  await dialog.getByRole('button', { name: 'Shut down' }).click();

  await expect(page.getByRole('heading', { name: 'Why it last stopped' })).toBeVisible();
  await expect(page.getByText('Shut down by its power button', { exact: true })).toBeVisible();
  await expect(tail).toContainText('power button pressed, powering off');
  await expect(steps.filter({ hasText: 'Release from vfio-pci' })).toContainText('done');
  await expect(steps.filter({ hasText: 'Return to host driver' })).toContainText('done');
  expect(await steps.count()).toBeGreaterThan(stepsBefore);
  expect((await machine(stack)).state.last?.cause).toBe('shut-down');
  await page.goto(stack.url);
  await expect(page.getByRole('heading', { name: 'Used by host' })).toBeVisible();
});

test('the screen moves in the browser, and keys reach the guest', async ({ home: page, stack, isMobile }) => {
  await startMachine(stack);
  await openMachine(page, stack, { id: 'demo', tab: 'console' });
  const screen = page.getByTestId('console-screen');
  await expect(screen).toHaveAttribute('data-state', 'connected');
  const pixels = () => screen.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const first = await pixels();
  await expect.poll(pixels).not.toBe(first);

  if (isMobile) await page.getByRole('button', { name: 'Keyboard' }).tap();
  else await screen.locator('canvas').click();
  await page.keyboard.type('a');
  await page.getByRole('button', { name: 'Send text' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('bq');
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  // It closes when everything was typed; who leaves before takes the keyboard away.
  await expect(page.getByRole('dialog')).toBeHidden();
  await openMachine(page, stack, { id: 'demo', tab: 'logs' });
  const log = page.getByLabel('Serial log of demo');
  for (const key of ['a', 'b', 'q']) await expect(log).toContainText(`baton-demo: key ${key}`);
});

test('a running machine is paused, resumed and rebooted', async ({ home: page, stack }) => {
  await startMachine(stack);
  await openMachine(page, stack, { id: 'demo' });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  const { pid } = (await machine(stack)).state;
  // The guest greets once per boot, and the log goes on in earlier runs.
  const greetings = page.getByText(/^\d+ of \d+$/);
  const countGreetings = async () => {
    await openMachine(page, stack, { id: 'demo', tab: 'logs' });
    await page.getByRole('searchbox').fill('hello, booted from disk');
    return Number(/\d+$/.exec(await greetings.innerText())?.[0]);
  };
  const before = await countGreetings();
  await openMachine(page, stack, { id: 'demo' });
  await chooseMore(page, 'demo', 'Reboot');
  await askAndConfirm(page, 'Reboot', 'demo');
  await openMachine(page, stack, { id: 'demo', tab: 'logs' });
  await page.getByRole('searchbox').fill('hello, booted from disk');
  await expect(greetings).toHaveText(new RegExp(`of ${before + 1}$`));
  expect((await machine(stack)).state).toMatchObject({ kind: 'running', pid });
});

test('a forced-off machine says so, and its profile can leave the GPU off', async ({ home: page, stack }) => {
  await setAfterExit(stack, 'demo', 'off');
  await startMachine(stack);
  await openMachine(page, stack, { id: 'demo' });
  await chooseMore(page, 'demo', 'Force off');
  await expect(page.getByRole('dialog', { name: 'Force off demo?' })).toContainText('Unsaved data may be lost');
  await askAndConfirm(page, 'Force off', 'demo');
  await expect(page.getByRole('heading', { name: 'Why it last stopped' })).toBeVisible();
  await expect.poll(() => stateOf(stack)).toBe('stopped');
  expect((await machine(stack)).state.last?.cause).toBe('forced-off');
  const steps = page.getByRole('list', { name: 'Steps of this run' }).getByRole('listitem');
  await expect(steps.filter({ hasText: 'Power off' })).toContainText('done');
  await page.goto(stack.url);
  await expect(page.getByRole('heading', { name: 'Off', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Return to host' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Return to host' }).click();
  await expect(page.getByRole('heading', { name: 'Used by host' })).toBeVisible();
});

test('what cannot be done now is off and says why', async ({ home: page, stack }) => {
  await openMachine(page, stack, { id: 'demo' });
  await page.getByRole('button', { name: 'More for demo', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Reboot' })).toContainText('demo is stopped.');
  await expect(page.getByRole('menuitem', { name: 'Reboot' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await startMachine(stack);
  await page.getByRole('button', { name: 'More for demo', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toContainText('Shut demo down before you delete it.');
});
