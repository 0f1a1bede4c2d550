import type { Finding, FindingCode, FindingFacts } from '../host/finding';
import { DISC_PROBLEMS } from './disc-problems';
import { list } from './phrase';
import type { Words } from './words';

const WORDS: { readonly [Code in FindingCode]: (facts: FindingFacts[Code]) => Words } = {
  'gpu.other-master': ({ program }) => ({
    title: `${program} switches this GPU too`,
    what: `${program} is running. It may change the GPU’s driver or power in the middle of a hand-over.`,
    next: `Stop ${program}, or leave the GPU to it alone.`,
  }),
  'gpu.udev-removes': ({ file }) => ({
    title: 'A udev rule removes parts of the GPU',
    what: `${file} takes functions of NVIDIA cards off the bus as soon as they appear, so audio or USB of the GPU may be missing.`,
    next: 'Remove the rule if you need them in the machine.',
  }),
  'gpu.static-vfio': ({ where, ids }) => ({
    title: 'vfio-pci takes this GPU at boot',
    what: `${where} names ${ids} for vfio-pci, so the host’s driver does not get the card after a boot.`,
    next: 'Remove the entry and rebuild the initramfs, if the host is to use the GPU.',
  }),
  'gpu.bbswitch-beside-runtime-pm': () => ({
    title: 'Two power managers for one GPU',
    what: 'bbswitch is loaded, and the kernel manages the power of the GPU’s port too. With both, the card may not come back.',
    next: 'Unload bbswitch, or boot with pcie_port_pm=off and use bbswitch alone.',
  }),
  'gpu.acpi-call': () => ({
    title: 'ACPI methods are called unchecked',
    what: 'The power is switched by two ACPI methods that a person named. Nobody checks them, and a wrong one can lock the machine.',
    next: 'Use another power switch where there is one.',
  }),
  'gpu.no-reset': ({ address }) => ({
    title: 'The GPU cannot be reset',
    what: `The kernel knows no way to reset ${address}. After a reboot of its machine the GPU may stay dead until the host restarts.`,
    next: 'Shut the machine down instead of rebooting it.',
  }),
  'gpu.takes-along': ({ names }) => ({
    title: 'Other devices go along',
    what: `${list(names)} ${names.length === 1 ? 'shares' : 'share'} the GPU’s IOMMU group, so the host lets go of ${names.length === 1 ? 'it' : 'them'} too.`,
    next: 'Expect them to be missing on the host until the GPU is back.',
  }),
  'gpu.on-battery': ({ percent }) => ({
    title: 'Running on battery',
    what: `The battery has ${percent} %, and the GPU takes more power than the rest of the laptop.`,
    next: 'Plug the laptop in.',
  }),
  ...DISC_PROBLEMS,
  'gpu.amdgpu-unbind': () => ({
    title: 'Taking an AMD GPU away can crash the host',
    what: 'The amdgpu driver has crashed hosts when a card was taken from it while it ran.',
    next: 'Save your work first.',
  }),
  'gpu.console': ({ name }) => ({
    title: 'A text console sits on the GPU',
    what: `The kernel’s text console (${name.replace(/^\(.*?\) /, '')}) is drawn by this GPU. It goes dark while a machine has the GPU.`,
    next: 'Expect no text console until the GPU is back.',
  }),
};

/** The words for a finding about the host. */
export function findingWords(found: Finding): Words {
  const words = WORDS[found.code] as (facts: Finding['facts']) => Words;
  return words(found.facts);
}
