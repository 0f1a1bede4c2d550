'use client';
import { type Ref, useState } from 'react';
import { Segmented } from '@/ui/segmented';
import { NumberInput } from './number-input';

const MIB_PER = { MiB: 1, GiB: 1024 } as const;
type Unit = keyof typeof MIB_PER;
const UNITS = [
  { value: 'MiB', label: 'MiB' },
  { value: 'GiB', label: 'GiB' },
] as const;

interface MemoryInputProps {
  ref?: Ref<HTMLInputElement>;
  memoryMiB: number;
  onChange: (memoryMiB: number) => void;
  onBlur?: () => void;
}

/** Memory in the unit that the person likes; kept in MiB. */
export function MemoryInput({ ref, memoryMiB, onChange, onBlur }: MemoryInputProps) {
  const [unit, setUnit] = useState<Unit>(memoryMiB >= 1024 && memoryMiB % 512 === 0 ? 'GiB' : 'MiB');
  const per = MIB_PER[unit];
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      <NumberInput
        ref={ref}
        label="Memory"
        value={Number.isNaN(memoryMiB) ? memoryMiB : Number((memoryMiB / per).toFixed(4))}
        onChange={(value) => onChange(value * per)}
        onBlur={onBlur}
        step={(value, direction) => Math.max(unit === 'GiB' ? 1 : 16, nextStep(value, direction, unit))}
      />
      <Segmented label="Unit of the memory" value={unit} onChange={setUnit} options={UNITS} />
    </div>
  );
}

/** By whole GiB; in MiB to the next power of two, as memory is usually given. */
function nextStep(value: number, direction: 1 | -1, unit: Unit): number {
  if (unit === 'GiB') return direction === 1 ? Math.floor(value) + 1 : Math.ceil(value) - 1;
  const power = Math.log2(Math.max(1, value));
  return 2 ** (direction === 1 ? Math.floor(power) + 1 : Math.ceil(power) - 1);
}
