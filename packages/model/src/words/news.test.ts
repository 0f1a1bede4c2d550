import { describe, expect, it } from 'vitest';
import type { MachineNews } from '../machine/news';
import { activityWords } from './activity';
import { endWords } from './machine';
import { newsWords } from './news';

describe('what a machine tells of itself', () => {
  it.each<[MachineNews, string]>([
    [
      { news: 'disk-full', facts: { disk: 'disk 1', waits: true } },
      'The storage under disk 1 of win10 is full, so it waits. Free space, then Resume',
    ],
    [
      { news: 'image-damaged', facts: { disk: 'disk 1', fatal: true } },
      'The image of disk 1 of win10 is damaged. Nothing more is written to it: force it off, then repair the image',
    ],
    [
      { news: 'clock-set', facts: { aheadSeconds: 7200 } },
      "The guest of win10 set its clock: 2 h ahead of the host's. It keeps it at the next start",
    ],
    [{ news: 'clock-set', facts: { aheadSeconds: 0 } }, "The guest of win10 set its clock to the host's time"],
  ])('is told in words with what to do', (news, words) => {
    expect(newsWords('win10', news)).toBe(words);
  });

  it('says how often it was told when it came in a flood', () => {
    const facts = { news: 'tray-moved', facts: { drive: 'cd0', open: true }, times: 412 };
    expect(activityWords('machine.told', 'win10', facts)).toBe('The tray of cd0 of win10 was opened (412 times)');
  });

  it('is shown by its name when a newer Baton wrote it', () => {
    expect(activityWords('machine.told', 'win10', { news: 'dreamt', facts: {} })).toBe('win10: dreamt');
  });
});

describe('an end', () => {
  it('names what made the guest shut down, when that is known', () => {
    expect(endWords('shut-down', 'agent')).toBe('Shut down by its guest agent');
    expect(endWords('shut-down', 'acpi')).toBe('Shut down by its power button');
    expect(endWords('shut-down')).toBe('Shut down when asked');
    expect(endWords('forced-off', 'acpi')).toBe('Forced off');
  });
});
