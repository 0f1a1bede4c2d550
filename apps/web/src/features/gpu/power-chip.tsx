'use client';
import type { GpuView } from '@baton/api/views';
import { Moon, Power, TriangleAlert, Zap } from 'lucide-react';
import { Chip } from '@/ui/chip';
import { type GpuLook, lookOf } from './gpu-words';

/** The GPU's power in a word. */
export function PowerChip({ gpu, detailed }: { gpu: GpuView; detailed?: boolean }) {
  const look: GpuLook = lookOf(gpu);
  const power = gpu.functions.find(({ address }) => address === gpu.address)?.powerState ?? 'unknown';
  if (look === 'attention') {
    return (
      <Chip tone="warn" icon={TriangleAlert}>
        {gpu.state.kind === 'missing' ? 'Not on the bus' : gpu.state.kind === 'wedged' ? 'Stuck' : 'Between owners'}
      </Chip>
    );
  }
  if (look === 'moving') return null;
  if (look === 'off') return <Chip icon={Power}>Off</Chip>;
  // What the host sees of a lent GPU's power says nothing of what its guest does with it.
  if (gpu.holder.kind === 'machine') return null;
  if (gpu.asleep) return <Chip icon={Moon}>{power === 'unknown' ? 'Asleep' : power}</Chip>;
  return <Chip icon={Zap}>{detailed && power !== 'unknown' ? `Awake, ${power}` : 'Awake'}</Chip>;
}
