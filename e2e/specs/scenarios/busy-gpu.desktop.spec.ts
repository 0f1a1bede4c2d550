import { expect, expectRefusedStart, expectStartsWithoutGpu, test } from './scenario';

test.use({ scenario: 'busy-gpu' });

test('busy-gpu: who has the GPU open is named, a start is refused with that, and the demo runs without it', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}gpu`);
  const process = page.getByRole('list', { name: 'Processes' }).getByRole('listitem');
  await expect(process).toContainText('python3 train.py');
  await expect(process).toContainText('pid 4312');
  await expect(process).toContainText('User anna');
  await expect(page.getByText('one at a time, and never kills.', { exact: false })).toBeVisible();

  await page.goto(`${stack.url}check`);
  await expect(page.getByRole('list', { name: 'Findings' })).toContainText('python3 train.py (pid 4312, anna)');

  await expectRefusedStart(page, stack, {
    title: 'The GPU is in use',
    words: ['python3 train.py (pid 4312, anna)', 'Close it, then try again. Nothing was changed.'],
    inSheet: true,
  });
  await expectStartsWithoutGpu(page, stack);
});

test('busy-gpu: the hand-over sheet shows why it cannot go and does not offer it', async ({ home: page, stack }) => {
  await page.goto(`${stack.url}gpu`);
  await page.getByRole('button', { name: 'Show me first' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('The GPU is in use');
  await expect(sheet.getByRole('button', { name: 'Hand to demo' })).toHaveAttribute('aria-disabled', 'true');
  await expect(sheet).toContainText('Not possible now, for the reason above.');
});
