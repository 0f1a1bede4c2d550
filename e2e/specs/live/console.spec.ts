import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { machine, startMachine } from '../../fixtures/machines';
import { openMachine } from '../../fixtures/people';
import { expect, logIn, test } from '../../fixtures/test';
import { expectGoodDialog } from '../screens/screens';

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
    const words = page.getByText('Connected, ');
    expect(await words.evaluate((line) => line.scrollWidth - line.clientWidth), 'nothing is cut off').toBe(0);
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

test('keys that a browser keeps to itself, and a text that was copied on the device, reach the guest', async ({
  home: page,
  stack,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await startMachine(stack);
  await openMachine(page, stack, { id: 'demo', tab: 'console' });
  await expect(page.getByTestId('console-screen')).toHaveAttribute('data-state', 'connected');
  await page.getByRole('button', { name: 'More keys' }).click();
  const sheet = page.getByRole('dialog', { name: 'Send keys to demo' });
  await sheet.getByRole('button', { name: 'Alt+F4', exact: true }).click();
  await expect(sheet.getByRole('status')).toHaveText('Alt+F4 sent');
  await sheet.getByRole('button', { name: 'F7', exact: true }).press('Enter');
  await expect(sheet.getByRole('status')).toHaveText('F7 sent');
  await page.evaluate(() => navigator.clipboard.writeText('zQ'));
  await expectGoodDialog(page, 'Send keys to demo');
  await page.getByRole('button', { name: 'More keys' }).click();
  await sheet.getByRole('button', { name: 'Paste from this device' }).click();
  await expect(page.getByText('Typed into demo')).toBeVisible();
  await openMachine(page, stack, { id: 'demo', tab: 'logs' });
  const log = page.getByLabel('Serial log of demo');
  // As the BIOS codes Alt+F4 and F7.
  for (const key of ['code 6B00', 'code 4100', 'z', 'Q'])
    await expect(log).toContainText(new RegExp(`baton-demo: key ${key}`, 'i'));
});

test('a text that cannot be typed on the guest’s keyboard is shown with the reason, and can be changed', async ({
  home: page,
  stack,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await startMachine(stack);
  await openMachine(page, stack, { id: 'demo', tab: 'console' });
  await expect(page.getByTestId('console-screen')).toHaveAttribute('data-state', 'connected');
  await page.evaluate(() => navigator.clipboard.writeText('5 €'));
  await page.getByRole('button', { name: 'More keys' }).click();
  await page.getByRole('button', { name: 'Paste from this device' }).click();
  const sheet = page.getByRole('dialog', { name: 'Send text to demo' });
  await expect(sheet.getByRole('textbox')).toHaveValue('5 €');
  await expect(sheet.getByRole('alert')).toContainText('€');
  await sheet.getByRole('textbox').fill('5');
  await sheet.getByRole('button', { name: 'Send text' }).click();
  await expect(sheet).toBeHidden();
});

test('what a guest with a clipboard agent copies is offered to the device', async ({ home: page, stack, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await startMachine(stack);
  const place = join(stack.stateDir, 'machines', 'demo', 'run', 'vnc.sock');
  rmSync(place);
  const screen = copyingScreen('from the guest').listen(place);
  await openMachine(page, stack, { id: 'demo', tab: 'console' });
  await expect(page.getByText('Copied in demo')).toBeVisible();
  await page.getByRole('button', { name: 'Copy here' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('from the guest');
  screen.close();
});

test('a phone has the keys of a terminal at the serial port', async ({ home: page, stack, isMobile }) => {
  test.skip(!isMobile, 'a desktop has a keyboard');
  await startMachine(stack);
  const typed: string[] = [];
  page.on('websocket', (socket) => {
    if (socket.url().endsWith('/serial')) socket.on('framesent', ({ payload }) => typed.push(String(payload)));
  });
  await openMachine(page, stack, { id: 'demo', tab: 'console' });
  await page.getByRole('button', { name: 'Serial port' }).click();
  await expect(page.getByTestId('serial-console')).toHaveAttribute('data-state', 'connected');
  const keys = page.getByRole('region', { name: 'Keys of the serial port' });
  await keys.getByRole('button', { name: 'Up' }).click();
  await keys.getByRole('button', { name: 'Ctrl' }).click();
  await expect(keys.getByRole('button', { name: 'Ctrl' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByTestId('serial-console').getByRole('textbox').pressSequentially('c');
  await expect(keys.getByRole('button', { name: 'Ctrl' })).toHaveAttribute('aria-pressed', 'false');
  await page.getByTestId('serial-console').getByRole('textbox').pressSequentially('d');
  await expect.poll(() => typed).toEqual(['\x1b[A', '\x03', 'd']);
});

/** A screen that speaks VNC (RFC 6143) as QEMU does beside a guest with spice-vdagent, which no small guest has. */
function copyingScreen(text: string): Server {
  const init = Buffer.alloc(24);
  init.writeUInt16BE(64, 0);
  init.writeUInt16BE(48, 2);
  // 32 bits a dot, 24 of colour, true colour, 255 each, at 16, 8 and 0.
  init.set([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0], 4);
  const copied = Buffer.from([3, 0, 0, 0, 0, 0, 0, text.length, ...Buffer.from(text)]);
  return createServer((client) => {
    const answers = [Buffer.from([1, 1]), Buffer.alloc(4), init, copied];
    client.on('data', () => {
      const answer = answers.shift();
      if (answer) client.write(answer);
    });
    client.on('error', () => client.destroy());
    client.write('RFB 003.008\n');
  });
}
