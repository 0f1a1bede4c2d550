import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { openAir } from '../../fixtures/air';
import { makeMachine, startMachine } from '../../fixtures/machines';
import { expectHome, openMachine } from '../../fixtures/people';
import { startStack } from '../../fixtures/stack';
import { expect, logIn, setUp, test } from '../../fixtures/test';
import { settled } from './screens';

const IMAGES = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'docs', 'images');

const LOOKS = {
  desktop: { viewport: { width: 1280, height: 960 }, deviceScaleFactor: 1 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} as const;

function open(browser: Browser, look: keyof typeof LOOKS, colorScheme: 'dark' | 'light'): Promise<Page> {
  return browser.newPage({ ...LOOKS[look], colorScheme });
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(IMAGES, `${name}.png`), caret: 'hide' });
}

/** Long enough for the charts to have a line. */
const lived = (page: Page) => expect(page.getByText(/^for (1[5-9]|[2-5]\d) s$/)).toBeVisible({ timeout: 40_000 });

test('the pictures of the README are taken from the real thing', async ({ browser }) => {
  test.setTimeout(180_000);
  mkdirSync(IMAGES, { recursive: true });
  const stack = await startStack();
  try {
    const desktop = await open(browser, 'desktop', 'dark');
    await setUp(desktop, stack);
    await makeMachine(stack, {
      name: 'win10',
      memoryMiB: 8192,
      vcpus: 2,
      gpu: { wanted: true, afterExit: 'host' },
    });
    await makeMachine(stack, { name: 'debian-build', memoryMiB: 1024 });
    await stack.baton('machine', 'start', 'debian-build', '--wait');

    const phone = await open(browser, 'phone', 'light');
    const air = await openAir(stack);
    await logIn(phone, air);
    await phone.getByRole('button', { name: 'Hand to demo' }).click();
    await phone.locator('[aria-valuetext$="Bind to vfio-pci"]').waitFor();
    // No more news: the step stays for as long as the picture takes.
    air.cut();
    await shoot(phone, 'handover-phone-light');
    await phone.close();
    await air.close();

    await startMachine(stack);
    await openMachine(desktop, stack, { id: 'demo' });
    await settled(desktop);
    await lived(desktop);
    await shoot(desktop, 'machine-desktop-dark');

    const dark = await open(browser, 'phone', 'dark');
    await logIn(dark, stack);
    await openMachine(dark, stack, { id: 'demo', tab: 'console' });
    await expect(dark.getByTestId('console-screen')).toHaveAttribute('data-state', 'connected');
    await shoot(dark, 'console-phone-dark');
    for (const [page, name] of [
      [desktop, 'home-desktop-dark'],
      [dark, 'home-phone-dark'],
    ] as const) {
      await page.goto(stack.url);
      await expectHome(page);
      await settled(page);
      // Two readings make a line.
      await expect(page.getByRole('list', { name: 'Host' }).locator('svg').nth(3)).toBeVisible();
      await shoot(page, name);
    }
    await dark.close();

    await desktop.emulateMedia({ colorScheme: 'light' });
    await desktop.goto(`${stack.url}gpu`);
    await settled(desktop);
    await shoot(desktop, 'gpu-desktop-light');
    await desktop.close();
  } finally {
    await stack.stop();
  }
});
