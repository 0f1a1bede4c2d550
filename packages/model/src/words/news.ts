import type { MachineNews, MachineNewsFacts, MachineNewsKind } from '../machine/news';

type NewsWords = { readonly [Kind in MachineNewsKind]: (name: string, facts: MachineNewsFacts[Kind]) => string };

const NEWS_WORDS: NewsWords = {
  'guest-panicked': (name, { action }) =>
    `The guest of ${name} crashed (kernel panic)${action === 'pause' ? ', and was stopped for you to look at' : ''}`,
  'guest-crash-kernel': (name) => `The guest of ${name} crashed, and keeps a dump of its memory`,
  'disk-full': (name, { disk, waits }) =>
    `The storage under ${disk} of ${name} is full${waits ? ', so it waits. Free space, then Resume' : ': its guest was told. Free space'}`,
  'disk-error': (name, { disk, doing, reason, waits }) =>
    `${name} could not ${doing} ${disk} (${reason})${waits ? ', so it waits. Look at the storage, then Resume' : ': its guest was told'}`,
  'image-damaged': (name, { disk, fatal }) =>
    fatal
      ? `The image of ${disk} of ${name} is damaged. Nothing more is written to it: force it off, then repair the image`
      : `QEMU found faults in the image of ${disk} of ${name}, and left them as they are. Have it checked (qemu-img check)`,
  watchdog: (name, { action }) => `The guest of ${name} stopped feeding its watchdog (${action})`,
  'memory-failure': (name, { of, action }) =>
    of === 'guest'
      ? `The host's memory failed under ${name}, and its guest was told (${action}). Test the host's memory`
      : `The host's memory failed under QEMU of ${name} (${action}). Test the host's memory`,
  'device-gone': (name, { device }) => `${device} was taken out of ${name}`,
  'unplug-refused': (name, { device }) => `The guest of ${name} keeps a device: ${device}`,
  'fell-asleep': (name, { toDisk }) =>
    toDisk ? `The guest of ${name} saved itself to its disk, to sleep` : `The guest of ${name} put itself to sleep`,
  'woke-up': (name) => `The guest of ${name} woke up`,
  'tray-moved': (name, { drive, open }) => `The tray of ${drive} of ${name} was ${open ? 'opened' : 'closed'}`,
  'clock-set': (name, { aheadSeconds }) =>
    Math.abs(aheadSeconds) < 1
      ? `The guest of ${name} set its clock to the host's time`
      : `The guest of ${name} set its clock: ${duration(Math.abs(aheadSeconds))} ${aheadSeconds > 0 ? 'ahead of' : 'behind'} the host's. It keeps it at the next start`,
  restarted: (name, { byGuest }) => (byGuest ? `The guest of ${name} restarted` : `${name} was reset`),
};

/** @param times how often it was told since the last line about it */
export function newsWords(name: string, { news, facts }: MachineNews, times = 1): string {
  const words = NEWS_WORDS[news] as ((name: string, facts: unknown) => string) | undefined;
  const text = words ? words(name, facts) : `${name}: ${news}`;
  return times > 1 ? `${text} (${times} times)` : text;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
