import { expect, it } from 'vitest';
import { tapsOf } from './taps';

it('finds the tap devices of a command line, and no user network', () => {
  const line = [
    'qemu',
    '-netdev',
    'tap,id=net0,ifname=baton0a1b,script=no',
    '-netdev',
    'user,id=net1',
    '-name',
    'tap,ifname=x',
  ];
  expect(tapsOf(line)).toEqual(['baton0a1b']);
});
