'use client';
import type { GpuView } from '@baton/api/views';
import { useState } from 'react';
import { Section } from '@/ui/section';
import { Segmented } from '@/ui/segmented';
import { RelayToday } from './relay-today';

const PERIODS = [
  { value: 'today', label: 'Today' },
  { value: 'week', label: '7 days' },
] as const;

/** Who held the GPU, today or over the last seven days. */
export function RelayHistory({ gpu }: { gpu: GpuView }) {
  const [period, setPeriod] = useState<(typeof PERIODS)[number]['value']>('today');
  return (
    <Section
      title="Who held it"
      action={<Segmented label="Period" value={period} onChange={setPeriod} options={PERIODS} />}
    >
      <RelayToday gpu={gpu} days={period === 'today' ? 1 : 7} />
    </Section>
  );
}
