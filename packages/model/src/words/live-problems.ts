import { list, sentence } from './phrase';
import type { WordsFor } from './words';

/** Discs, USB devices and keys of a machine that is up. */
export const LIVE_PROBLEMS: WordsFor<'media' | 'usb' | 'keyboard'> = {
  'media.no-drive': ({ name, drive }) => ({
    title: 'There is no such drive',
    what: `${name} was started without a drive ${drive}.`,
    next: 'Look at its drives again. One that was added to the profile comes with the next start.',
  }),
  'media.locked': ({ name, drive }) => ({
    title: 'The guest keeps the tray shut',
    what: `${name} uses the disc in ${drive} and has locked the tray. It was told that somebody wants the disc out.`,
    next: 'Eject the disc inside the guest, or force it: what the guest reads from the disc then fails.',
  }),
  'media.failed': ({ drive, words }) => ({
    title: 'The disc was not changed',
    what: `QEMU did not change what is in ${drive}: ${sentence(words)}`,
    next: 'Check the file, then try again.',
  }),
  'usb.absent': ({ name }) => ({
    title: 'A USB device is not plugged in',
    what: `${name} is not there.`,
    next: 'Plug it in, or do not require it for the start.',
  }),
  'usb.mounted': ({ device, path }) => ({
    title: 'The host uses this device',
    what: `${device} is mounted at ${path}. A machine that takes it away would damage what is on it.`,
    next: 'Unmount it on the host first.',
  }),
  'usb.held': ({ device, by }) => ({
    title: `${by} has this device`,
    what: `${device} can be in one machine at a time.`,
    next: `Detach it from ${by} first.`,
  }),
  'usb.not-taken': ({ device, words }) => ({
    title: 'The device was not attached',
    what: `QEMU could not take ${device}: ${words ? sentence(words) : 'it could not be opened.'}`,
    next: 'See that it is plugged in, and that QEMU may open it (its file below /dev/bus/usb); another program may have it.',
  }),
  'usb.not-released': ({ device, name }) => ({
    title: 'The device was not let go of',
    what: `${name} was told to let go of ${device}, and has not done so yet.`,
    next: 'Eject it inside the guest, or unplug it.',
  }),
  'keyboard.cannot-type': ({ characters, layout }) => ({
    title: 'This text cannot be typed',
    what: `The layout ${layout} has no key for ${list(characters.map(shown))}. Nothing was typed.`,
    next: 'Leave these characters out, or choose the layout that the guest uses.',
  }),
  'keyboard.no-key': ({ keys }) => ({
    title: 'There is no such key',
    what: `QEMU knows no key called ${list(keys)}. Nothing was pressed.`,
    next: "Use QEMU's names of keys, such as ctrl, alt, delete, f2 or ret.",
  }),
  'keyboard.interrupted': ({ name, typed, length }) => ({
    title: 'The text was not typed to its end',
    what: `${name} stopped taking keys after ${typed} of ${length} characters.`,
    next: 'Look at its screen, then type the rest.',
  }),
};

/** A character that cannot be seen, by its number. */
function shown(character: string): string {
  if (/[^\p{C}\p{Z}]/u.test(character)) return `“${character}”`;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
