import { expect, it } from 'vitest';
import { isPlainFileName, plainFileName, withExtension } from './file-name';

it.each(['debian-12.5.0-amd64-netinst.iso', 'Win11_23H2_English_x64v2 (1).iso', 'Büro.qcow2', 'a', '10de+1bb6.rom'])(
  '%s is a plain name',
  (name) => {
    expect(isPlainFileName(name)).toBe(true);
    expect(plainFileName(name)).toBe(name);
  },
);

it.each([
  ['../x.iso', 'x.iso'],
  ['/etc/passwd', 'passwd'],
  ['.hidden', 'hidden'],
  ['-rf', 'rf'],
  ['a,b.img', 'a_b.img'],
  ['a\nb', 'a_b'],
  ['a\0b', 'a_b'],
  ['C:\\roms\\gpu.rom', 'gpu.rom'],
  ['..', ''],
  ['', ''],
  ['x. ', 'x'],
  ['ö'.repeat(101), ''],
])('%j is none, and %j is offered', (name, offered) => {
  expect(isPlainFileName(name)).toBe(false);
  expect(plainFileName(name)).toBe(offered);
});

it('a name gets the extension of its kind when it has none', () => {
  expect(withExtension('debian', 'iso')).toBe('debian.iso');
  expect(withExtension('debian.ISO', 'iso')).toBe('debian.ISO');
  expect(withExtension('win10.v2', 'disk')).toBe('win10.v2.qcow2');
  expect(withExtension('gpu.bin', 'rom')).toBe('gpu.bin');
});
