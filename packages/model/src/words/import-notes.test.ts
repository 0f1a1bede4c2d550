import { describe, expect, it } from 'vitest';
import { NOT_NEEDED_REASONS } from '../import/reasons';
import type { ImportNote, ImportNoteCode, ImportNoteFacts } from '../import/result';
import { importNoteWords } from './import-notes';

/** Facts of every code: a new code without some does not compile. */
const FACTS: { readonly [Code in ImportNoteCode]: ImportNoteFacts[Code] } = {
  'missing-backslash': { after: 'mac=52:54:00:12:34:56', unreached: ['-device usb-tablet', '-usb'] },
  'spice-port-differs': { script: '5901', text: '5930' },
  'audio-variable': { variable: 'QEMU_AUDIO_DRV', value: 'pa' },
  'unknown-option': { option: '-vcpu' },
  'removed-option': { option: '-balloon', since: '3.1', instead: '' },
  'no-hugetlbfs-proof': { path: '/dev/hugepages' },
  'relative-path': { path: 'WindowsVM.img' },
  placeholder: { field: 'nics.0.mac', text: '<address your generate>' },
  'open-port': { what: 'VNC', address: '0.0.0.0:5900' },
  'moving-machine-type': { type: 'q35' },
  'format-guessed': { path: '/vm/a.img', format: 'raw' },
  'gpu-only-function-0': { address: '0000:01:00.0' },
  'never-removes-id': {},
  'variable-unset': { variable: 'DISK' },
  'value-changed': { field: 'disks.0.bus', from: 'usb-storage', to: 'sata' },
  'lost-shell': { text: 'rm -rf ~' },
  'lost-host-setup': { text: 'modprobe vfio-pci' },
  'lost-unsupported': { text: '-kernel /boot/vmlinuz' },
  'lost-unsafe': { text: '-monitor tcp::1', because: 'listens' },
  'lost-not-needed': { text: '-daemonize', because: 'own-channels' },
};

const noteOf = (code: ImportNoteCode, facts: object): ImportNote => ({ code, facts, line: 1 }) as ImportNote;

describe('what is told about an import', () => {
  it.each(Object.entries(FACTS))('is whole sentences for %s', (code, facts) => {
    const words = importNoteWords(noteOf(code as ImportNoteCode, facts));
    expect(words).toMatch(/^[A-Z$/<\-\w].*\.$/s);
    expect(words).not.toMatch(/undefined|null|\[object|\.\.|: \./);
  });

  it.each(NOT_NEEDED_REASONS)('says why an argument is not needed: %s', (because) => {
    expect(importNoteWords(noteOf('lost-not-needed', { text: '-x', because }))).toMatch(/^[A-Z].*\.$/);
  });

  it.each(['shell', 'path', 'listens', 'fights-ours'])('says why it would be unsafe: %s', (because) => {
    expect(importNoteWords(noteOf('lost-unsafe', { text: '-x', because }))).toMatch(/^[A-Z].*\.$/);
  });

  it('says what took the place of an option that is gone, where something did', () => {
    const gone = (instead: string) =>
      importNoteWords(noteOf('removed-option', { option: '-x', since: '6.0', instead }));
    expect(gone('-overcommit mem-lock')).toContain('-overcommit mem-lock took its place.');
    expect(gone('')).toContain('It did nothing any more.');
  });
});
