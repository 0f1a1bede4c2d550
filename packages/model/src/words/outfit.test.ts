import { describe, expect, it } from 'vitest';
import { type NotUndone, type OutfitNote, outfitWords } from './outfit';

const LEFT: readonly NotUndone[] = ['pool', 'mount', 'file', 'process', 'network', 'device', 'isolation', 'journal'];
const NOTES: readonly OutfitNote[] = [
  { kind: 'no-dhcp', gateway: '192.168.99.1', guest: '192.168.99.2' },
  { kind: 'forwarding-blocked', by: 'Docker' },
  { kind: 'not-isolated', words: 'systemd does not run this host' },
  { kind: 'hook-failed', command: 'notify', words: 'exit code 1' },
  ...LEFT.map((what) => ({ kind: 'not-undone', what, name: 'x', words: 'Device or resource busy' }) as const),
];

describe('what a start tells of the host', () => {
  it.each(NOTES)('is a sentence without gaps: %j', (note) => {
    const words = outfitWords(note);
    expect(words).toMatch(/^\p{Lu}?[\S ]+\.$/u);
    expect(words).not.toMatch(/undefined|null|\s{2}|\(\)/);
  });
});
