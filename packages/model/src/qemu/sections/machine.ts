import { argument, onOff, type Section } from '../emit';

/** The board, and what executes it. */
export const machine: Section = ({ profile, facts }) => {
  const { type, hpet } = profile.machine;
  const board = [
    type ?? facts.can.machineTypes[0] ?? 'q35',
    'vmport=off',
    `hpet=${onOff(hpet)}`,
    'memory-backend=ram',
    ...(facts.uefi ? ['pflash0=uefi-code', 'pflash1=uefi-vars'] : []),
    // Only code in system management mode may write the keys.
    ...(facts.uefi?.secureBoot ? ['smm=on'] : []),
  ];
  return [
    argument({ why: 'machine-type', field: 'machine.type' }, '-machine', board.join(',')),
    argument({ why: 'accelerator', field: null }, '-accel', facts.accelerator),
  ];
};
