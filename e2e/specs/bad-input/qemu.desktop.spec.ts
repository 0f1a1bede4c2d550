import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from '../../fixtures/machines';
import { openMachine, rowOf } from '../../fixtures/people';
import { startStack } from '../../fixtures/stack';
import { expect, setUp, test } from '../../fixtures/test';
import { gpuNow } from '../scenarios/scenario';

test('without QEMU Baton runs, says on Home and in the host check what to install, and refuses a start with it', async ({
  page,
}) => {
  const stack = await startStack({ env: { BATON_QEMU: '/nonexistent/qemu-system-x86_64' } });
  try {
    await setUp(page, stack);
    await expect(page.getByRole('heading', { name: 'Used by host' })).toBeVisible();
    await expect(page.getByText('QEMU is not installed').filter({ visible: true })).toBeVisible();
    const before = await gpuNow(stack);

    await rowOf(page, 'demo').getByRole('button', { name: 'Start demo' }).click();
    const news = page.getByRole('status').filter({ hasText: 'Start demo: QEMU is not installed', visible: true });
    await expect(news).toContainText('apt install qemu-system-x86');
    await openMachine(page, stack, { id: 'demo' });
    await expect(page.getByTestId('run-timeline').getByRole('alert')).toContainText('QEMU is not installed');
    // The GPU is not what is missing.
    await expect(page.getByRole('button', { name: 'Start without the GPU' })).toHaveCount(0);

    await page.goto(`${stack.url}check`);
    await expect(page.getByRole('heading', { name: 'This laptop cannot run machines yet.' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Findings' })).toContainText('apt install qemu-system-x86');
    expect((await machine(stack)).state.kind).toBe('stopped');
    expect(await gpuNow(stack)).toEqual(before);
  } finally {
    await stack.stop();
  }
});

test('a QEMU that exits at once is quoted with its own words, explained, and the GPU goes back', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-qemu-'));
  const qemu = join(folder, 'qemu-system-x86_64');
  // It answers every question about itself, and does not run a machine.
  const script = ['#!/bin/sh', 'case "$*" in', '*guest=*) echo "qemu: Cannot allocate memory" >&2; exit 1;;', 'esac'];
  writeFileSync(qemu, [...script, 'exec /usr/bin/qemu-system-x86_64 "$@"', ''].join('\n'));
  chmodSync(qemu, 0o700);
  const stack = await startStack({ env: { BATON_QEMU: qemu } });
  try {
    await setUp(page, stack);
    const before = await gpuNow(stack);
    await openMachine(page, stack, { id: 'demo' });
    await page.getByRole('button', { name: 'Start demo' }).click();
    const alert = page.getByTestId('run-timeline').getByRole('alert');
    await expect(alert).toContainText('demo could not start');
    await expect(alert).toContainText('The host could not give the machine its memory.');
    await expect(alert).toContainText('QEMU said: qemu: Cannot allocate memory');
    await expect(page.getByRole('heading', { name: 'Why it last stopped' })).toBeVisible();
    await expect(page.getByText('Could not start', { exact: true })).toBeVisible();
    expect((await machine(stack)).state).toMatchObject({ kind: 'stopped', last: { cause: 'start-failed' } });
    await expect.poll(() => gpuNow(stack)).toEqual(before);
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true });
  }
});
