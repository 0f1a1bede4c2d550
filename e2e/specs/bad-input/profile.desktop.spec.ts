import { openPart } from '../../fixtures/editor';
import { machine, makeMachine } from '../../fixtures/machines';
import { chooseMore, openMachine } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { create, expectWrong, namesNow, openNewMachine, profilesNow, setMemory } from './profile-form';

test.describe('the name of a machine', () => {
  const cases: [what: string, name: string, sentence: RegExp][] = [
    ['with quotes', 'my "win10"', /Use letters, digits, spaces, dots, hyphens and underscores/],
    ['with a comma', 'win10,share=on', /Use letters, digits, spaces, dots, hyphens and underscores/],
    ['of 300 characters', 'x'.repeat(300), /Use at most 64 characters/],
    ['that another one has', 'demo', /already a machine named demo\. Choose another name/],
    ['that another one has in other letters', ' DEMO ', /already a machine named DEMO\. Choose another name/],
  ];
  for (const [what, name, sentence] of cases) {
    test(`${what} is refused at its field, and nothing is stored`, async ({ home: page, stack }) => {
      const before = await profilesNow(stack);
      await openNewMachine(page, stack);
      const field = page.getByLabel('Name', { exact: true });
      await field.fill(name);
      await expectWrong(field, sentence);
      await create(page);
      await expectWrong(field, sentence);
      await expect(field).toBeFocused();
      expect(await profilesNow(stack)).toEqual(before);
    });
  }

  test('loses a line break when it is pasted, and the agent takes none', async ({ home: page, stack }) => {
    await openNewMachine(page, stack);
    const field = page.getByLabel('Name', { exact: true });
    await field.focus();
    await page.evaluate(() => document.execCommand('insertText', false, 'two\nlines'));
    await expect(field).toHaveValue(/^two ?lines$/);
    await create(page);
    await expect(page.getByRole('heading', { level: 1, name: /^two ?lines$/ })).toBeVisible();

    const names = await namesNow(stack);
    const making = makeMachine(stack, { name: 'two\nlines' });
    await expect(making).rejects.toThrow();
    expect(await namesNow(stack)).toEqual(names);
  });

  test('of a copy is judged by the same rules', async ({ home: page, stack }) => {
    const before = await profilesNow(stack);
    await openMachine(page, stack, { id: 'demo' });
    await chooseMore(page, 'demo', 'Duplicate');
    const sheet = page.getByRole('dialog');
    const field = sheet.getByLabel('Name of the copy');
    for (const [name, sentence] of [
      ['a,b', /Use letters, digits/],
      ['x'.repeat(300), /Use at most 64 characters/],
      ['Demo', /already a machine named Demo/],
    ] as const) {
      await field.fill(name);
      await sheet.getByRole('button', { name: 'Duplicate' }).click();
      await expectWrong(field, sentence);
    }
    expect(await profilesNow(stack)).toEqual(before);
  });
});

test.describe('the size of a machine', () => {
  const cases: [vcpus: string, sentence: RegExp][] = [
    ['0', /At least 1/],
    ['10000', /At most 255/],
    ['255', /wants 255 vCPUs, and the host has \d+\. Use at most \d+/],
    ['1.5', /Use a whole number/],
    ['', /./],
  ];
  for (const [vcpus, sentence] of cases) {
    test(`with “${vcpus}” cores is refused at its field`, async ({ home: page, stack }) => {
      const before = await profilesNow(stack);
      await openNewMachine(page, stack);
      await page.getByLabel('Name', { exact: true }).fill('odd');
      await openPart(page, 'Processor');
      const field = page.getByRole('textbox', { name: 'Cores' });
      await field.fill(vcpus);
      await openPart(page, 'General');
      await create(page);
      await expectWrong(field, sentence);
      expect(await profilesNow(stack)).toEqual(before);
    });
  }

  test('with more memory than the host has at all is refused at its field', async ({ home: page, stack }) => {
    const before = await profilesNow(stack);
    await openNewMachine(page, stack);
    await page.getByLabel('Name', { exact: true }).fill('giant');
    const field = page.getByRole('textbox', { name: 'Memory' });
    await setMemory(page, String(16 * 1024 * 1024));
    await expectWrong(field, /wants 16384 GiB, and the host can spare .* Give it less memory/);
    await create(page);
    await expectWrong(field, /wants 16384 GiB/);
    await setMemory(page, '1');
    await expectWrong(field, /at least 16 MiB/);
    expect(await profilesNow(stack)).toEqual(before);
  });

  test('with more memory than is free now is warned of when saved, and refused when started', async ({
    home: page,
    stack,
  }) => {
    const { host } = (await stack.baton('status')) as { host: { memoryTotalMiB: number } };
    // What is left for the host is little more than its reserve of 1536 MiB: that is never free while anything runs.
    const wantedMiB = host.memoryTotalMiB - 1540;
    await openNewMachine(page, stack);
    await page.getByLabel('Name', { exact: true }).fill('greedy');
    await setMemory(page, String(wantedMiB));
    const field = page.getByRole('textbox', { name: 'Memory' });
    await expect(field).toHaveAccessibleDescription(/the host can spare .* now.*close something on the host/);
    await expect(field).not.toHaveAttribute('aria-invalid', 'true');
    await create(page);

    await expect(page.getByRole('heading', { level: 1, name: 'greedy' })).toBeVisible();
    await page.getByRole('button', { name: 'Start greedy' }).click();
    const alert = page.getByTestId('run-timeline').getByRole('alert');
    await expect(alert).toContainText('Not enough memory');
    await expect(alert).toContainText('Give it less memory, or close something on the host.');
    const id = new URL(page.url()).searchParams.get('id') ?? '';
    expect((await machine(stack, id)).state.kind).toBe('stopped');
  });
});
