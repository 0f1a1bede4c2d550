import { expect, it } from 'vitest';
import { isAtLeast, levelOfKernel, levelOfPino, levelOfText } from './level';

it.each([
  ['qemu-system-x86_64: -drive file=x: Could not open file', 'error'],
  ['[    1.2] Kernel panic - not syncing: VFS', 'error'],
  ['vfio-pci 0000:01:00.0: probe failed with error -22', 'error'],
  ['EXT4-fs (vda1): mounted. Opts: errors=remount-ro', 'info'],
  ['terror is no error word of its own: mirrored', 'error'],
  ['mirrored', 'info'],
  ['warning: host does not support it', 'warning'],
  ['systemd[1]: Started debug shell', 'debug'],
  ['login: ', 'info'],
] as const)('takes %j for %s', (text, level) => {
  expect(levelOfText(text)).toBe(level);
});

it('knows the numbers of pino and of the kernel', () => {
  expect([60, 50, 40, 30, 20].map(levelOfPino)).toEqual(['error', 'error', 'warning', 'info', 'debug']);
  expect([0, 3, 4, 6, 7].map(levelOfKernel)).toEqual(['error', 'error', 'warning', 'info', 'debug']);
});

it('counts what is graver too', () => {
  expect(isAtLeast('error', 'warning')).toBe(true);
  expect(isAtLeast('info', 'warning')).toBe(false);
});
