import type { OperationKind, StepKind } from '../operation/operation';

const STEP_WORDS = {
  check: 'Check',
  'power-on': 'Power on',
  repair: 'Repair companions',
  detach: 'Detach from host',
  bind: 'Bind to vfio-pci',
  start: 'Start machine',
  verify: 'Verify',
  'shut-down': 'Shut down',
  stopped: 'Machine stopped',
  release: 'Release from vfio-pci',
  attach: 'Return to host driver',
  'power-off': 'Power off',
  'create-disk': 'Create disk',
  'copy-disk': 'Copy the disk',
  recover: 'Recover',
  services: 'Services',
  'wait-free': 'Wait until it is free',
  keep: 'Ask to keep',
  reset: 'Reset',
  'find-again': 'Take off the bus and find again',
  memory: 'Set memory and CPUs aside',
  network: 'Set up the network',
  tpm: 'Start the TPM',
  pin: 'Pin the vCPUs',
  hook: 'Run commands',
} satisfies Record<StepKind, string>;

export function stepWords(kind: StepKind): string {
  return STEP_WORDS[kind];
}

const OPERATION_WORDS = {
  start: (name) => `Start ${name}`,
  return: (name) => `After ${name} stopped`,
  switch: (name) => `Switch to ${name}`,
  'shut-down': (name) => `Shut down ${name}`,
  'hand-over': () => 'Hand-over',
  recover: () => 'Recover the GPU',
  backup: (name) => `Back up ${name}`,
  'create-disk': (name) => `Create a disk for ${name}`,
} satisfies Record<OperationKind, (subject: string) => string>;

export function operationWords(kind: OperationKind, subjectName: string): string {
  return OPERATION_WORDS[kind](subjectName);
}
