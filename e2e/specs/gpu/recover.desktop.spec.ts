import { expectNoSidewaysScroll } from '../../fixtures/people';
import { expect, expectAccessible, test } from './laptop';

test.describe('a GPU that does not answer', () => {
  test.use({ plays: 'dead-gpu' });

  test('is taken off the bus and found again, after showing each write', async ({ person: page, laptop }) => {
    await page.goto(`${laptop.url}gpu`);
    const recover = page.getByRole('list', { name: 'Recover' });
    await recover.getByRole('button', { name: 'If the GPU does not answer' }).click();
    await expect(recover).toContainText('Resets the card in its slot. Risk: low; a machine that used it must be off.');
    await expect(recover).toContainText('Risk: it may not come back before a restart.');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);

    await recover.getByRole('button', { name: 'Show me first (Remove and find again)' }).click();
    const sheet = page.getByRole('dialog', { name: 'Remove the GPU and find it again?' });
    await expect(sheet.getByRole('list', { name: 'What it would do' })).toContainText('0000:01:00.0/remove');
    await expectAccessible(page);
    await sheet.getByRole('button', { name: 'Remove and find again', exact: true }).click();
    await expect(sheet).toBeHidden();
    const row = page.getByRole('list', { name: 'Hand-overs' }).getByRole('listitem').first();
    await expect(row).toContainText('Recover the GPU');
    await row.getByRole('button').click();
    await expect(row).toContainText('Take off the bus and find again');
    await expect.poll(() => page.getByRole('button', { name: 'Hand to demo' }).isEnabled()).toBe(true);
  });
});

test('a GPU that the host uses is not recovered: the reason stands beside each button', async ({
  person: page,
  laptop,
}) => {
  await page.goto(`${laptop.url}gpu`);
  const recover = page.getByRole('list', { name: 'Recover' });
  await recover.getByRole('button', { name: 'If the GPU does not answer' }).click();
  await expect(recover.getByRole('button', { name: 'Reset', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await expect(recover).toContainText('0000:01:00.0 is on the host’s driver: that driver resets it by itself.');
  await expect(recover.getByRole('button', { name: /^Show me first/ })).toHaveCount(0);
});

test('the page tells the facts behind the state, and those of each function', async ({ person: page, laptop }) => {
  await page.goto(`${laptop.url}gpu`);
  await page.getByRole('button', { name: 'Evidence' }).click();
  await expect(page.getByRole('list', { name: 'Evidence' })).toContainText('0000:01:00.0 driver nvidia, active, D0');
  const functions = page.getByRole('list', { name: 'Functions' });
  await functions.getByRole('button', { name: /0000:01:00\.0/ }).click();
  await expect(functions).toContainText('Reserved for');
  await expect(functions).toContainText('Ways to reset it');
  await page.getByRole('radio', { name: '7 days' }).check();
  await expect(page.getByRole('list', { name: 'Who held the GPU' })).toContainText('until now');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
