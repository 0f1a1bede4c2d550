import type { ProblemFacts } from '../problem';
import type { WordsFor } from './words';

const TWICE = {
  disk: 'The disk',
  serial: 'The serial number',
  pci: 'The device',
  usb: 'The USB device',
  evdev: 'The input device',
} satisfies Record<ProblemFacts['unfit.twice']['what'], string>;

/** Parts of a profile that do not go together, on whatever host. */
export const UNFIT_PROBLEMS: WordsFor<'unfit'> = {
  'unfit.old-type': ({ type, newest }) => ({
    title: 'This machine type is on its way out',
    what: `QEMU will drop ${type}, and the machine would not start after an update.`,
    next: `Move to ${newest} when it suits you: Windows may find new hardware once.`,
  }),
  'unfit.topology': ({ vcpus, most }) => ({
    title: 'Too many vCPUs',
    what: `Sockets, cores and threads make ${vcpus} vCPUs together, and a machine has at most ${most}.`,
    next: 'Use fewer sockets, cores or threads.',
  }),
  'unfit.pinning': ({ lists, vcpus }) => ({
    title: 'The pinning does not match the vCPUs',
    what: `The machine has ${vcpus} vCPUs, and places are given for ${lists}.`,
    next: 'Give a place to each vCPU, or leave it free.',
  }),
  'unfit.twice': ({ what, name }) => ({
    title: 'Named twice',
    what: `${TWICE[what]} ${name} is in this profile more than once.`,
    next: 'Remove one of them, or change it.',
  }),
  'unfit.forward-twice': ({ protocol, port }) => ({
    title: `Port ${port} is given twice`,
    what: `Two forwards of this machine begin at ${protocol} port ${port} of the host.`,
    next: 'Choose another port of the host for one of them.',
  }),
  'unfit.mac-twice': ({ mac }) => ({
    title: 'Two network cards have one address',
    what: `${mac} is the address of two cards of this machine. Their network would lose packets.`,
    next: 'Take a new address for one of them.',
  }),
  'unfit.read-only': () => ({
    title: 'A SATA disk cannot be read-only',
    what: 'QEMU refuses to put a read-only disk on the SATA bus.',
    next: 'Use the virtio bus, or let the machine write to it.',
  }),
  'unfit.iothread': ({ bus }) => ({
    title: 'No thread of its own on this bus',
    what: `A disk on the ${bus === 'sata' ? 'SATA' : 'NVMe'} bus shares the machine’s main thread, whatever is chosen here.`,
    next: 'Turn it off, or use the virtio or SCSI bus.',
  }),
  'unfit.no-screen': () => ({
    title: 'This machine would have no screen',
    what: 'Its virtual screen is off, and no GPU is lent to it.',
    next: 'Lend it the GPU, or turn the virtual screen on.',
  }),
  'unfit.rom-table': () => ({
    title: 'There is no ROM to show',
    what: 'The table for the guest’s driver is made from a ROM file, and none is chosen.',
    next: 'Choose a ROM file of this card, or turn the table off.',
  }),
  'unfit.spice-sound': () => ({
    title: 'The sound has nowhere to go',
    what: 'It goes through SPICE, and SPICE is off for this machine.',
    next: 'Turn SPICE on, or choose another way for the sound.',
  }),
  'unfit.guest-sleep': () => ({
    title: 'The GPU does not survive the guest’s sleep',
    what: 'This machine may go to sleep while it has the GPU, and the card comes back from that in no usable state.',
    next: 'Turn guest sleep off.',
  }),
};
