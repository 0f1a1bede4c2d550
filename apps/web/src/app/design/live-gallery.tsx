'use client';
import { useState } from 'react';
import { BatonPill } from '@/ui/baton-pill';
import { Card } from '@/ui/card';
import { Chart } from '@/ui/chart';
import { HandoverSteps } from '@/ui/handover-steps';
import { RelayChart } from '@/ui/relay-chart';
import { Section } from '@/ui/section';
import { FAILED_STEPS, STEPS, wave } from './samples';

const LANES = [
  { id: 'host', label: 'Host' },
  { id: 'win10', label: 'win10' },
  { id: 'train-linux', label: 'train-linux' },
  { id: 'off', label: 'Off', off: true },
];

const HOUR_MS = 3_600_000;

export function LiveGallery() {
  const [morningMs] = useState(() => new Date(2026, 10, 23, 6).getTime());
  const at = (hour: number) => morningMs + (hour - 6) * HOUR_MS;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 desk:grid-cols-3">
      <Section title="Who held the GPU today">
        <Card className="pt-1.5">
          <RelayChart
            lanes={LANES}
            fromMs={at(6)}
            toMs={at(18)}
            nowMs={at(14.1)}
            spans={[
              { laneId: 'off', fromMs: at(5), toMs: at(7.67) },
              { laneId: 'host', fromMs: at(7.67), toMs: at(9.08) },
              { laneId: 'train-linux', fromMs: at(9.08), toMs: at(11.83) },
              { laneId: 'off', fromMs: at(11.83), toMs: at(12.5) },
              { laneId: 'host', fromMs: at(12.5) },
            ]}
            failures={[{ laneId: 'win10', atMs: at(13.4), reason: 'vfio-pci did not take 0000:01:00.1' }]}
          />
        </Card>
      </Section>
      <Section title="Hand-over steps">
        <Card>
          <HandoverSteps steps={STEPS} />
        </Card>
        <Card>
          <HandoverSteps label="Undone" steps={FAILED_STEPS} />
        </Card>
      </Section>
      <Section title="Chart">
        <Card>
          <GpuChart startMs={at(14)} />
        </Card>
      </Section>
    </div>
  );
}

function GpuChart({ startMs }: { startMs: number }) {
  const [samples] = useState(() => ({
    timesMs: Array.from({ length: 72 }, (_, index) => startMs + index * 30_000),
    values: [...Array.from({ length: 18 }, () => null), ...wave(54, 75, 25)],
  }));
  return (
    <Chart
      baton
      title={
        <>
          <BatonPill kind="holds" /> GPU
        </>
      }
      source="Measured inside the VM, every 5 s"
      unit="%"
      value={samples.values.at(-1) ?? null}
      timesMs={samples.timesMs}
      lines={[{ label: 'GPU', values: samples.values }]}
      gaps={[{ fromMs: startMs, toMs: startMs + 18 * 30_000, reason: 'Not visible from the host' }]}
      max={100}
    />
  );
}
