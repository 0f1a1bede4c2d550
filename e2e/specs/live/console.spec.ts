import { machine, startMachine } from '../../fixtures/machines';
import { openMachine } from '../../fixtures/people';
import { expect, logIn, test } from '../../fixtures/test';

test('two people watch one screen and one serial port, and a phone zooms with two fingers', async ({
  home: page,
  stack,
  browser,
  isMobile,
}) => {
  await startMachine(stack);
  const context = await browser.newContext();
  const other = await context.newPage();
  await logIn(other, stack);
  for (const each of [page, other]) {
    await openMachine(each, stack, { id: 'demo', tab: 'console' });
    await expect(each.getByTestId('console-screen')).toHaveAttribute('data-state', 'connected');
  }
  const screen = page.getByTestId('console-screen');
  if (isMobile) {
    const canvas = screen.locator('canvas').first();
    const before = (await canvas.boundingBox())?.width ?? 0;
    await screen
      .locator('canvas')
      .first()
      .evaluate((target) => {
        const touch = (identifier: number, clientX: number) => new Touch({ identifier, target, clientX, clientY: 300 });
        const send = (kind: string, ...touches: Touch[]) =>
          target.dispatchEvent(new TouchEvent(kind, { touches, bubbles: true, cancelable: true }));
        send('touchstart', touch(1, 180), touch(2, 220));
        for (const apart of [40, 60, 80]) send('touchmove', touch(1, 200 - apart), touch(2, 200 + apart));
        send('touchend');
      });
    await expect.poll(async () => (await canvas.boundingBox())?.width ?? 0).toBeGreaterThan(before * 1.5);
    await page.getByRole('button', { name: 'Screen options' }).click();
    await page.getByRole('radio', { name: 'Trackpad' }).check();
    await page.reload();
    await page.getByRole('button', { name: 'Screen options' }).click();
    await expect(page.getByRole('radio', { name: 'Trackpad' })).toBeChecked();
    await page.keyboard.press('Escape');
  }
  for (const each of [page, other]) {
    await each.getByRole('button', { name: 'Serial port' }).click();
    const serial = each.getByTestId('serial-console');
    await expect(serial).toHaveAttribute('data-state', 'connected');
    await expect(serial).toContainText('baton-demo: up');
  }
  expect((await machine(stack)).state.kind).toBe('running');
  await context.close();
});
