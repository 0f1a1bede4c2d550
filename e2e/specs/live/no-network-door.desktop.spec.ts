import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { startMachine } from '../../fixtures/machines';
import { openMachine } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';

/** The sockets that a process has open, by inode. */
function socketsOf(pid: number): Set<string> {
  const links = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

/** Inodes in one of the kernel's socket tables; proc(5) has the columns. */
function inodesIn(pid: number, table: string, column: number): Set<string> {
  const rows = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1);
  return new Set(rows.map((row) => row.trim().split(/\s+/)[column] ?? ''));
}

test('QEMU listens on no network port, also while its screen is looked at', async ({ home: page, stack }) => {
  const pid = await startMachine(stack);
  await openMachine(page, stack, { id: 'demo', tab: 'console' });
  await expect(page.getByTestId('console-screen')).toHaveAttribute('data-state', 'connected');
  const sockets = socketsOf(pid);
  const unix = inodesIn(pid, 'unix', 6);
  expect(sockets.size).toBeGreaterThan(0);
  expect([...sockets].filter((inode) => !unix.has(inode))).toEqual([]);
  for (const table of ['tcp', 'tcp6', 'udp', 'udp6']) {
    const open = inodesIn(pid, table, 9);
    expect([...sockets].filter((inode) => open.has(inode))).toEqual([]);
  }
});
