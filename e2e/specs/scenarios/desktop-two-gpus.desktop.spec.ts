import { expect, expectRefusedStart, expectStartsWithoutGpu, test } from './scenario';

test.use({ scenario: 'desktop-two-gpus' });

test('desktop-two-gpus: the card that lights a screen is not taken away, and no power switch is offered', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}gpu`);
  await expect(page.getByText('None: it stays on')).toBeVisible();
  await expect(page.getByRole('button', { name: /Power off|^Off$/ })).toHaveCount(0);

  await expectRefusedStart(page, stack, {
    title: 'This GPU drives the display',
    words: ['A screen is connected to 0000:01:00.0 (DP-1)', 'would freeze the desktop'],
  });
  await expectStartsWithoutGpu(page, stack);
});
