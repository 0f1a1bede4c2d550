import { describe, expect, it } from 'vitest';
import { draftOf } from '../profile/definition';
import { generateProfile } from '../profile/testing/generate';
import { seededRandom } from '../profile/testing/random';
import { readSource } from './read';
import { read } from './testing/read';

describe('the format of a source', () => {
  it.each<[string, string]>([
    ['command', 'qemu-system-x86_64 -m 4G'],
    ['command', '#!/bin/sh\n# my machine\nexec qemu-system-x86_64 -m 4G "$@"\n'],
    ['script', 'RAM=4G\nqemu-system-x86_64 -m $RAM'],
    ['quickemu', '#!/usr/bin/quickemu --vm\nguest_os="linux"\ndisk_img="debian/disk.qcow2"'],
    [
      'libvirt',
      "<domain type='kvm'><name>a</name><memory unit='GiB'>4</memory><os><type arch='x86_64' machine='q35'>hvm</type></os></domain>",
    ],
    ['baton', JSON.stringify(generateProfile(seededRandom(1)))],
  ])('is told by its content: %s', (format, source) => {
    expect(read(source).format).toBe(format);
  });
});

describe('a profile that Baton exported', () => {
  it('comes back as it was, without its identity', () => {
    const random = seededRandom(2);
    for (let n = 0; n < 20; n++) {
      const profile = generateProfile(random);
      expect(read(JSON.stringify(profile)).draft).toEqual(draftOf(profile));
    }
  });

  it('may be from the first version', () => {
    const first = {
      schemaVersion: 1,
      name: 'win10',
      uuid: '6f1c2f0e-4a53-4c8e-9d1b-0c6a8a4a7c11',
      memoryMiB: 4096,
      vcpus: 4,
      firmware: 'uefi',
      disk: { path: '/srv/baton/win10.qcow2', format: 'qcow2', bus: 'virtio' },
      iso: null,
      gpu: { wanted: true, afterExit: 'host' },
      mac: '52:54:00:12:34:56',
    };
    expect(read(JSON.stringify(first)).draft).toMatchObject({ memory: { sizeMiB: 4096 }, cpu: { cores: 4 } });
  });
});

describe('the name of an imported machine', () => {
  it('is another where the wanted one is taken, and that is told', () => {
    const context = { newName: (wanted: string) => `${wanted} 2` };
    const { draft, findings } = readSource('qemu-system-x86_64 -machine pc-q35-7.2 -name win10', context);
    expect(draft.name).toBe('win10 2');
    expect(findings).toEqual([
      { code: 'value-changed', facts: { field: 'name', from: 'win10', to: 'win10 2' }, line: null, field: 'name' },
    ]);
  });
});

describe('relative paths', () => {
  const pathOf = (source: string, folder?: string) => {
    const { draft, findings } = read(source, folder);
    const told = findings.some(({ code }) => code === 'relative-path');
    return [draft.disks[0]?.source.kind === 'file' && draft.disks[0].source.path, told];
  };

  it.each<[string, string]>([
    ['a.raw', '/srv/vm/a.raw'],
    ['./sub/a.raw', '/srv/vm/sub/a.raw'],
    ['$HOME/vm/a.raw', '/srv/vm/vm/a.raw'],
    ['"$(dirname "$0")/a.raw"', '/srv/vm/a.raw'],
    ['~/a.raw', '/srv/vm/a.raw'],
  ])('such as %s begin in the folder that is given, and are told', (path, whole) => {
    expect(pathOf(`qemu-system-x86_64 -hda ${path}`, '/srv/vm/')).toEqual([whole, true]);
  });

  it('begin where the script goes first, and then nothing is guessed', () => {
    expect(pathOf('cd /home/ana/vm/\nqemu-system-x86_64 -hda a.raw', '/srv/vm')).toEqual(['/home/ana/vm/a.raw', false]);
  });
});
