'use client';
import type { MachineView } from '@baton/api/views';
import { useMemo } from 'react';
import { useTicks } from '@/lib/telemetry';
import { Card } from '@/ui/card';
import { Chart } from '@/ui/chart';
import { usageSeries } from './usage-series';

/** Processor and memory of the QEMU process, as the host sees them. */
export function UsageCharts({ machine }: { machine: MachineView }) {
  const ticks = useTicks();
  const cpu = useMemo(() => usageSeries(ticks, machine.id, 'cpuPercent'), [ticks, machine.id]);
  const memory = useMemo(() => usageSeries(ticks, machine.id, 'rssMiB'), [ticks, machine.id]);
  const cpuTop = Math.max(machine.vcpus * 100, ...cpu.values.map((value) => value ?? 0));
  const memoryTop = Math.max(machine.memoryMiB, ...memory.values.map((value) => value ?? 0));
  return (
    <>
      <Card>
        <Chart
          title="CPU"
          source={`The QEMU process. 100 % is one host CPU; it has ${machine.vcpus} vCPU${machine.vcpus === 1 ? '' : 's'}.`}
          unit="%"
          value={cpu.latest === null ? null : Math.round(cpu.latest)}
          timesMs={cpu.timesMs}
          lines={[{ label: 'CPU', values: cpu.values.map((value) => (value === null ? null : Math.round(value))) }]}
          gaps={cpu.gaps}
          max={cpuTop}
        />
      </Card>
      <Card>
        <Chart
          title="Memory"
          source={`What QEMU takes of the host, QEMU itself included. The guest was given ${machine.memoryMiB} MiB.`}
          unit="MiB"
          value={memory.latest === null ? null : Math.round(memory.latest)}
          timesMs={memory.timesMs}
          lines={[
            { label: 'Memory', values: memory.values.map((value) => (value === null ? null : Math.round(value))) },
          ]}
          gaps={memory.gaps}
          max={memoryTop}
        />
      </Card>
    </>
  );
}
