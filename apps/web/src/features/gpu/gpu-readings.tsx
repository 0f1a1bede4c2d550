'use client';
import type { GpuView } from '@baton/api/views';
import { blindWords } from '@baton/model/describe';
import type { GpuSample, GpuReadings as Readings, TelemetryTick } from '@baton/model/telemetry/sample';
import { EyeOff } from 'lucide-react';
import { useConnectionState } from '@/lib/agent';
import { useTicks } from '@/lib/telemetry';
import { clockWords } from '@/lib/time-words';
import { Icon } from '@/ui/icon';
import { Readout, Readouts } from '@/ui/readout';

type Measured = Exclude<GpuSample, { source: 'none' }>;

/** What the host measures of the GPU, or why it measures nothing. Unknown is “–”, never 0. */
export function GpuReadings({ gpu }: { gpu: GpuView }) {
  const ticks = useTicks();
  const lost = useConnectionState().kind === 'lost';
  const sample = ticks.at(-1)?.gpu;
  const inGuest = sample?.source === 'guest';
  if (gpu.holder.kind === 'machine' && !inGuest) return <Blind words={blindWords('in-guest')} ticks={ticks} />;
  if (gpu.asleep && !inGuest) return <Blind words={blindWords('asleep')} ticks={ticks} />;
  if (sample?.source === 'none') return <Blind words={blindWords(sample.reason)} ticks={ticks} />;
  const { temperatureC = null, utilizationPercent = null, powerMilliwatts = null, ...memory } = sample?.readings ?? {};
  const old = lost && sample ? `at ${clockWords(sample.at)}` : undefined;
  const used = usedMemory(memory);
  const rest =
    sample && [placeWords(sample, gpu), restWords(sample.readings), processWords(sample)].filter(Boolean).join(' ');
  return (
    <div className="grid gap-2">
      <Readouts columns={4} label="GPU readings">
        <Readout label={old ?? 'Temperature'} value={temperatureC} unit="°C" stale={lost} />
        <Readout label={old ?? 'Busy'} value={utilizationPercent} unit="%" stale={lost} />
        <Readout
          label={old ?? 'Power'}
          value={powerMilliwatts === null ? null : Math.round(powerMilliwatts / 1000)}
          unit="W"
          stale={lost}
        />
        <Readout label={old ?? used.of} value={used.value} unit={used.unit} stale={lost} />
      </Readouts>
      {rest && <p className="text-small text-ink-2">{rest}</p>}
    </div>
  );
}

/** Who measured, where it is not the host. */
function placeWords({ source }: Measured, { holder }: GpuView): string {
  if (source === 'host') return '';
  return `Measured inside ${holder.kind === 'machine' ? holder.name : 'the machine'}.`;
}

const SHOWN_PROCESSES = 3;

/** Who has most of its memory, as the driver tells. */
function processWords(sample: Measured): string {
  if (sample.source !== 'host') return '';
  const known = (sample.processes ?? []).flatMap(({ name, memoryMiB }) =>
    memoryMiB === null ? [] : [{ name, memoryMiB }],
  );
  const largest = known.sort((a, b) => b.memoryMiB - a.memoryMiB).slice(0, SHOWN_PROCESSES);
  const words = largest.map(({ name, memoryMiB }) => `${name} ${memoryMiB} MiB`);
  return words.length === 0 ? '' : `Its memory is used by ${words.join(', ')}.`;
}

/** What is known besides: clock, link, fan, limit. */
function restWords({ clockMHz, pcieGeneration, pcieWidth, fanPercent, powerLimitMilliwatts }: Readings): string {
  const known = [
    clockMHz === null ? '' : `${clockMHz} MHz`,
    pcieGeneration === null || pcieWidth === null ? '' : `PCIe ${pcieGeneration}.0 x${pcieWidth}`,
    fanPercent === null ? '' : `fan at ${fanPercent} %`,
    powerLimitMilliwatts === null ? '' : `limit ${Math.round(powerLimitMilliwatts / 1000)} W`,
  ].filter(Boolean);
  return known.length === 0 ? '' : `${known.join(', ')}.`;
}

function usedMemory(memory: Partial<Readings>): { value: string | null; unit: string; of: string } {
  const { memoryUsedMiB: used = null, memoryTotalMiB: total = null } = memory;
  const of = total === null ? 'Memory' : `of ${Math.round(total / 1024)} GiB`;
  if (used === null) return { value: null, unit: 'MiB', of };
  return used < 1024 ? { value: String(used), unit: 'MiB', of } : { value: (used / 1024).toFixed(1), unit: 'GiB', of };
}

function Blind({ words, ticks }: { words: string; ticks: readonly TelemetryTick[] }) {
  return (
    <p className="flex items-start gap-2 text-small text-ink-2">
      <Icon as={EyeOff} small className="mt-px" />
      <span>
        {words} {lastSeen(ticks)}
      </span>
    </p>
  );
}

/** “Last seen at 13:11: 41 °C, 8 W.” */
function lastSeen(ticks: readonly TelemetryTick[]): string {
  const seen = ticks.findLast((tick) => tick.gpu?.source === 'host');
  if (seen?.gpu?.source !== 'host') return '';
  const { temperatureC, powerMilliwatts } = seen.gpu.readings;
  const parts = [
    temperatureC === null ? '' : `${temperatureC} °C`,
    powerMilliwatts === null ? '' : `${Math.round(powerMilliwatts / 1000)} W`,
  ].filter(Boolean);
  return parts.length > 0 ? `Last seen at ${clockWords(seen.at)}: ${parts.join(', ')}.` : '';
}
