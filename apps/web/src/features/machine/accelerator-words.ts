import type { HostView, MachineView } from '@baton/api/views';

const BECAUSE: Record<HostView['accelerator']['because'], string> = {
  works: '',
  'no-device': 'This host offers no KVM.',
  'self-test-failed': 'KVM is there, but the self-test failed on this host.',
  'not-tested-yet': 'KVM has not been tested on this host yet.',
};

/** Said on every machine that QEMU executes in software; nothing while KVM works. */
export function accelerationNote(
  machine: Pick<MachineView, 'accelerator'>,
  host: Pick<HostView, 'accelerator'> | undefined,
): { title: string; text: string } | undefined {
  if (machine.accelerator !== 'tcg') return undefined;
  const because = host?.accelerator.kind === 'tcg' ? BECAUSE[host.accelerator.because] : '';
  return {
    title: 'Runs without hardware acceleration (TCG)',
    text: `${because} QEMU executes the guest in software: it works, and it is many times slower.`.trim(),
  };
}

/** For the list of facts. */
export function acceleratorWords(accelerator: MachineView['accelerator']): string {
  if (accelerator === null) return '–';
  return accelerator === 'kvm' ? 'KVM' : 'None (TCG, in software)';
}
