'use client';
import type { MachineView } from '@baton/api/views';
import { useMemo } from 'react';
import { GpuCharts } from '@/features/gpu/gpu-charts';
import { useTicks } from '@/lib/telemetry';
import { useTelemetrySeries } from '@/lib/telemetry-series';
import { UsageWindowProvider, useUsageWindow } from '@/lib/usage-window';
import { Card } from '@/ui/card';
import { Chart } from '@/ui/chart';
import { Section } from '@/ui/section';
import { usageSeries } from './usage-series';
import { UsageToolbar } from './usage-toolbar';
import { UsageVcpus } from './usage-vcpus';

const MIB = 1024 * 1024;

/** What the machine uses, as the host sees it, now and over days; and its GPU, as the guest does. */
export function UsageCharts({ machine }: { machine: MachineView }) {
  return (
    <UsageWindowProvider>
      <Section title="What it uses">
        <UsageToolbar source={{ kind: 'machine', machineId: machine.id }} fileName={`${machine.name}-usage`} />
        <MachineCharts machine={machine} />
        {(machine.holdsGpu || machine.wantsGpu) && <GpuCharts brief />}
      </Section>
    </UsageWindowProvider>
  );
}

interface ChartOf {
  readonly title: string;
  readonly source: string;
  readonly unit: string;
  readonly scale: number;
  /** The first is the chart's value. */
  readonly lines: readonly { readonly channel: string; readonly label: string }[];
  readonly max?: number;
}

function chartsOf({ vcpus, memoryMiB }: MachineView): readonly ChartOf[] {
  return [
    {
      title: 'CPU',
      source: `The QEMU process. Dashed: QEMU’s own part. 100 % is one host CPU; it has ${vcpus} vCPU${vcpus === 1 ? '' : 's'}.`,
      unit: '%',
      scale: 1,
      lines: [
        { channel: 'cpuPercent', label: 'CPU' },
        { channel: 'emulatorPercent', label: 'QEMU itself' },
      ],
      max: vcpus * 100,
    },
    {
      title: 'Memory',
      source: `What QEMU takes of the host, QEMU itself included. Dashed: used, as a guest with an agent tells. The guest was given ${memoryMiB} MiB.`,
      unit: 'MiB',
      scale: 1,
      lines: [
        { channel: 'rssMiB', label: 'Memory' },
        { channel: 'guestMemoryUsedMiB', label: 'Used in the guest' },
      ],
      max: memoryMiB,
    },
    {
      title: 'Disk',
      source: 'Read by the guest; dashed: written. All its disks.',
      unit: 'MiB/s',
      scale: 1 / MIB,
      lines: [
        { channel: 'diskReadBytes', label: 'Read' },
        { channel: 'diskWriteBytes', label: 'Written' },
      ],
    },
    {
      title: 'Network',
      source: 'Received by the guest; dashed: sent. A user-mode network has no counters.',
      unit: 'MiB/s',
      scale: 1 / MIB,
      lines: [
        { channel: 'networkInBytes', label: 'Received' },
        { channel: 'networkOutBytes', label: 'Sent' },
      ],
    },
  ];
}

function MachineCharts({ machine }: { machine: MachineView }) {
  const { range, together, zoom } = useUsageWindow();
  const source = useMemo(() => ({ kind: 'machine', machineId: machine.id }) as const, [machine.id]);
  const series = useTelemetrySeries(source);
  const last = useTicks().at(-1);
  const sample = last?.machines.find(({ machineId }) => machineId === machine.id);
  const charts = chartsOf(machine).map((chart) => {
    const asked = { range, scale: chart.scale, silence: 'Not running', reasonAt: () => 'Not measured' };
    const lines = chart.lines.map(({ channel, label }) => ({ label, ...usageSeries(series, { ...asked, channel }) }));
    return { ...chart, lines, first: lines[0] };
  });
  return charts.map(({ title, source: words, unit, lines, first, max }, index) => {
    const values = lines.map((line) => line.values);
    const top = max === undefined ? undefined : Math.max(max, ...values.flat().map((value) => value ?? 0));
    return (
      <div key={title} className="contents">
        <Card>
          <Chart
            title={title}
            source={words}
            unit={unit}
            value={rounded(first?.latest ?? null)}
            timesMs={first?.timesMs ?? []}
            lines={lines.map((line) => ({ label: line.label, values: line.values.map(rounded) }))}
            gaps={first?.gaps ?? []}
            range={range}
            together={together}
            onZoom={zoom}
            max={top}
          />
        </Card>
        {index === 0 && <UsageVcpus sample={sample} />}
      </div>
    );
  });
}

function rounded(value: number | null): number | null {
  if (value === null) return null;
  return value >= 10 ? Math.round(value) : Number(value.toFixed(2));
}
