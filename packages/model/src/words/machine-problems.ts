import { refusalWords, verbWords } from './machine';
import { gib, sentence } from './phrase';
import { HINT_WORDS } from './qemu';
import type { WordsFor } from './words';

/** Machines, and what of the host they need to run. */
export const MACHINE_PROBLEMS: WordsFor<'machine' | 'qemu' | 'qemu-img' | 'memory' | 'vcpus'> = {
  'machine.not-found': () => ({
    title: 'No such machine',
    what: 'This machine does not exist any more.',
    next: 'Go back to Home.',
  }),
  'machine.refused': ({ verb, state, name }) => ({
    title: `${verbWords(verb)} is not possible now`,
    what: refusalWords(verb, state, name),
    next: 'Wait until its state changes, then try again.',
  }),
  'machine.start-failed': ({ name, words, hint }) => ({
    title: `${name} could not start`,
    what: [hint ? HINT_WORDS[hint] : undefined, words ? `QEMU said: ${sentence(words)}` : 'QEMU said nothing.']
      .filter(Boolean)
      .join(' '),
    next: 'Correct the profile, then start it again.',
  }),
  'machine.start-timeout': ({ name, seconds }) => ({
    title: `${name} did not come up`,
    what: `QEMU did not answer within ${seconds} s, so it was ended.`,
    next: 'Look at its QEMU log, then start it again.',
  }),
  'machine.qmp-lost': ({ name }) => ({
    title: `${name} does not answer`,
    what: 'QEMU is alive but does not answer on its control socket.',
    next: 'Wait a little. If it stays like this, force it off.',
  }),
  'machine.does-not-stop': ({ name, seconds }) => ({
    title: `${name} does not shut down`,
    what: `${name} was asked to shut down and is still up after ${seconds} s. It keeps the GPU, and nothing else was changed.`,
    next: 'Shut it down from inside, or force it off, then try again.',
  }),
  'machine.verb-failed': ({ name, verb, words }) => ({
    title: `${name}: ${verb} did not work`,
    what: `QEMU said: ${sentence(words)}`,
    next: 'Try again, or look at its QEMU log.',
  }),
  'qemu.missing': ({ binary }) => ({
    title: 'QEMU is not installed',
    what: `Baton did not find ${binary} on this host.`,
    next: 'Install QEMU (Debian, Ubuntu: apt install qemu-system-x86 qemu-utils ovmf), then start the machine again.',
  }),
  'qemu-img.missing': () => ({
    title: 'qemu-img is not installed',
    what: 'Baton needs qemu-img to create and check disk images.',
    next: 'Install it (Debian, Ubuntu: apt install qemu-utils), then try again.',
  }),
  'qemu.firmware-missing': () => ({
    title: 'UEFI firmware is not installed',
    what: 'Baton found no matching pair of OVMF code and variable store on this host.',
    next: 'Install OVMF (Debian, Ubuntu: apt install ovmf), or choose BIOS.',
  }),
  'qemu.firmware-kind-missing': ({ flash, secureBoot }) => ({
    title: 'This firmware is not installed',
    what: `The host has no UEFI firmware${flash === 'any' ? '' : ` of ${flash}`}${secureBoot ? ' with Secure Boot keys' : ''}.`,
    next: 'Install OVMF (Debian, Ubuntu: apt install ovmf), or choose another firmware.',
  }),
  'qemu.cannot': ({ what, version, since }) => ({
    title: `This QEMU has no ${what}`,
    what: `QEMU ${version} on this host cannot do ${what}${since ? `; it came with ${since}` : ''}.`,
    next: since ? 'Choose something else here, or update QEMU.' : 'Choose something else here.',
  }),
  'machine.type-unknown': ({ type, newest }) => ({
    title: 'This machine type is not known here',
    what: `The QEMU on this host does not have ${type}. Its newest is ${newest}.`,
    next: `Use ${newest}: Windows may find new hardware once.`,
  }),
  'memory.too-large': ({ wantedMiB, availableMiB }) => ({
    title: 'Not enough memory',
    what: `The machine wants ${gib(wantedMiB)}, and the host can spare ${gib(availableMiB)} now.`,
    next: 'Give it less memory, or close something on the host.',
  }),
  'vcpus.too-many': ({ wanted, hostCpus }) => ({
    title: 'Too many vCPUs',
    what: `The machine wants ${wanted} vCPUs, and the host has ${hostCpus}.`,
    next: `Use at most ${hostCpus}.`,
  }),
};
