import type { QemuHint } from '../problem';

const ACCELERATOR_WORDS = {
  works: 'KVM works: machines run at full speed.',
  'no-device': 'Without KVM: machines run slowly. This host has no /dev/kvm.',
  'self-test-failed': 'Without KVM: machines run slowly. /dev/kvm is there, but a test machine did not run on it.',
  'not-tested-yet': 'Not tested yet. The first start tries KVM on a test machine.',
} as const;

/** How QEMU executes guests on this host, and why. */
export function acceleratorWords(because: keyof typeof ACCELERATOR_WORDS): string {
  return ACCELERATOR_WORDS[because];
}

/** What QEMU's last words mean. */
export const HINT_WORDS = {
  'image-locked': 'Another process has this disk image open.',
  'image-missing': 'A file that the profile names is not there.',
  permission: 'QEMU may not open a file that the profile names.',
  'out-of-memory': 'The host could not give the machine its memory.',
  'group-not-viable': 'A companion of the GPU is still on a host driver.',
  'vfio-busy': 'Another process has the GPU open through vfio.',
  'vfio-not-bound': 'The GPU is not bound to vfio-pci.',
  'no-such-host-device': 'The GPU is not on the bus any more.',
  memlock: 'The memory lock limit is too low to pin the guest memory.',
  'stuck-in-d3': 'The GPU did not wake from its sleep state.',
  'no-reset': 'The GPU offers no way to reset it.',
  'kvm-unavailable': 'Hardware acceleration (KVM) does not work on this host.',
  'unknown-device': 'This QEMU does not know one of the devices.',
  'exited-at-once': 'QEMU ended before it was ready.',
} satisfies Record<QemuHint, string>;
