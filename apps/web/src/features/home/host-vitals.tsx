'use client';
import type { HostView } from '@baton/api/views';
import { acceleratorWords } from '@baton/model/describe';
import type { HostSample } from '@baton/model/telemetry/sample';
import { BatteryMedium, Cpu, HardDrive, type LucideIcon, MemoryStick } from 'lucide-react';
import Link from 'next/link';
import { useConnectionState } from '@/lib/agent';
import { memoryWords } from '@/lib/machine-words';
import { useTicks } from '@/lib/telemetry';
import { clockWords } from '@/lib/time-words';
import { Icon } from '@/ui/icon';
import { List } from '@/ui/list';
import { Note } from '@/ui/note';
import { Sparkline } from '@/ui/sparkline';
import { HostCores } from './host-cores';

const SHOWN_TICKS = 60;
const GIB = 1024 ** 3;

/** CPU, memory and storage of the host, and what slows its machines down. */
export function HostVitals({ host }: { host: HostView }) {
  const ticks = useTicks();
  const lost = useConnectionState().kind === 'lost';
  const samples = ticks.slice(-SHOWN_TICKS).map((tick) => tick.host);
  const last = samples.at(-1);
  const old = lost && last ? ` at ${clockWords(last.at)}` : '';
  const { because } = host.accelerator;
  return (
    <>
      <List label="Host">
        <Vital
          icon={Cpu}
          name="CPU"
          sub={[cpuWords(host), degrees(last)].filter(Boolean).join(', ')}
          values={samples.map((sample) => sample.cpuPercent)}
          max={100}
          value={last?.cpuPercent == null ? null : String(Math.round(last.cpuPercent))}
          unit={`%${old}`}
        />
        {last && last.coresPercent.length > 1 && <HostCores percents={last.coresPercent} />}
        <Vital
          icon={MemoryStick}
          name="Memory"
          sub={[`of ${memoryWords(host.memoryTotalMiB)}`, hugepageWords(last)].filter(Boolean).join(', ')}
          values={samples.map((sample) => sample.memoryUsedMiB)}
          max={host.memoryTotalMiB}
          value={last ? (last.memoryUsedMiB / 1024).toFixed(1) : null}
          unit={`GiB${old}`}
        />
        {last?.battery && (
          <Vital
            icon={BatteryMedium}
            name="Battery"
            sub={last.battery.charging ? 'on mains' : 'discharging'}
            values={samples.map((sample) => sample.battery?.percent ?? null)}
            max={100}
            value={String(last.battery.percent)}
            unit={`%${old}`}
          />
        )}
        <Vital
          icon={HardDrive}
          name="Storage"
          href="/library"
          sub={[usedShare(last), host.storageFolders[0]].filter(Boolean).join(', ')}
          values={samples.map(usedFraction)}
          max={1}
          value={last?.storageFreeBytes == null ? null : gib(last.storageFreeBytes)}
          unit={`GiB free${old}`}
        />
      </List>
      {(because === 'no-device' || because === 'self-test-failed') && (
        <Note tone="plain" title="Machines are emulated">
          {acceleratorWords(because)}
        </Note>
      )}
    </>
  );
}

function hugepageWords(sample: HostSample | undefined): string {
  if (!sample?.hugepages) return '';
  const { totalMiB, freeMiB } = sample.hugepages;
  return `${memoryWords(totalMiB)} in huge pages, ${memoryWords(freeMiB)} of it free`;
}

interface VitalProps {
  icon: LucideIcon;
  name: string;
  sub: string;
  /** Where the row leads. */
  href?: string;
  values: readonly (number | null)[];
  max: number;
  value: string | null;
  unit: string;
}

function Vital({ icon, name, sub, href, values, max, value, unit }: VitalProps) {
  return (
    <li className="relative flex min-h-16 items-center gap-3 border-t border-line px-4 py-2.5 first:border-t-0 desk:min-h-14 desk:py-2">
      <Icon as={icon} />
      <div className="min-w-0 flex-1">
        <div className="font-medium">
          {href ? (
            <Link
              href={href}
              prefetch={false}
              className="underline decoration-line-strong underline-offset-3 after:absolute after:inset-0"
            >
              {name}
            </Link>
          ) : (
            name
          )}
        </div>
        <div className="truncate text-small text-ink-2">{sub}</div>
      </div>
      {values.length > 1 && <Sparkline values={values} max={max} />}
      <span className="min-w-24 text-right font-mono text-[15px]/5 font-medium tracking-[-.03em] whitespace-nowrap">
        {value ?? '–'}
        <small className="text-label tracking-normal text-ink-2"> {unit}</small>
      </span>
    </li>
  );
}

/** The vendor's long name without its trademarks: “Xeon E3-1535M v5”. */
function cpuWords({ cpuModel, cpuCount }: HostView): string {
  const short = cpuModel
    .replace(/\((R|TM|tm)\)/g, '')
    .replace(/^(Intel|AMD)\s+/, '')
    .replace(/\s*(CPU\s*)?@.*$/, '')
    .replace(/\s+CPU\b/, '')
    .trim();
  return short || `${cpuCount} threads`;
}

function degrees(sample: HostSample | undefined): string {
  return sample?.cpuTemperatureC == null ? '' : `${Math.round(sample.cpuTemperatureC)} °C`;
}

function usedFraction({ storageFreeBytes: free, storageTotalBytes: total }: HostSample): number | null {
  return free === null || !total ? null : 1 - free / total;
}

function usedShare(sample: HostSample | undefined): string {
  const used = sample && usedFraction(sample);
  return used == null ? '' : `${Math.round(used * 100)} % used`;
}

function gib(bytes: number): string {
  const whole = bytes / GIB;
  return whole < 10 ? whole.toFixed(1) : String(Math.round(whole));
}
