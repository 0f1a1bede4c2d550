import type { MetricsService } from '@baton/api/services';
import type { Actor } from '@baton/model/access/roles';
import type { ActivitySubject } from '@baton/model/activity/activity';
import { type Metric, type MetricValue, metricsText } from '@baton/model/telemetry/prometheus';
import type { GpuReadings } from '@baton/model/telemetry/sample';
import { hashToken, newToken, sameHash } from '../access/tokens';
import type { Activity } from '../operations/activity';
import type { GpuReading, GpuSensors, HostReading, HostSensors, StorageReading } from '../ports/sensors';
import type { MeasuredMachine } from './machine-meter';

const SETTING = 'metrics.token-hash';
const MIB = 1024 * 1024;
/** USER_HZ (proc_stat(5)). */
const TICKS_PER_SECOND = 100;
/** Several that scrape at once are told the same. */
const FRESH_MS = 1000;

export interface MetricsParts {
  readonly settings: {
    get(key: string): Promise<unknown>;
    set(key: string, value: unknown): Promise<void>;
    remove(key: string): Promise<boolean>;
  };
  readonly now: () => number;
  readonly version: string;
  readonly hostname: string;
  readonly activity: Activity;
  readonly host: HostSensors;
  readonly gpu: GpuSensors | null;
  readonly gpuMoves: () => boolean;
  readonly machines: () => readonly MeasuredMachine[];
}

/**
 * What Prometheus asks for. Counters, so that nothing has to be measured between two scrapes; the GPU is asked as everywhere: never
 * woken, never while it moves.
 */
export class Metrics implements MetricsService {
  #last: { readonly at: number; readonly text: Promise<string> } | undefined;

  constructor(private readonly parts: MetricsParts) {}

  async view() {
    return { open: (await this.#hash()) !== null };
  }

  async open(actor: Actor) {
    const token = newToken();
    const { open: again } = await this.view();
    await this.parts.settings.set(SETTING, hashToken(token));
    this.parts.activity.record('metrics.opened', this.#subject(), actor, { again });
    return { token };
  }

  async close(actor: Actor) {
    const wasOpen = await this.parts.settings.remove(SETTING);
    if (wasOpen) this.parts.activity.record('metrics.closed', this.#subject(), actor);
  }

  /** @returns `closed` = nobody opened the door, `refused` = not with that token */
  async scrape(token: string): Promise<'closed' | 'refused' | { readonly text: string }> {
    const hash = await this.#hash();
    if (hash === null) return 'closed';
    if (!sameHash(hash, hashToken(token))) return 'refused';
    const at = this.parts.now();
    if (!this.#last || Math.abs(at - this.#last.at) >= FRESH_MS) this.#last = { at, text: this.#text() };
    return { text: await this.#last.text };
  }

  #subject(): ActivitySubject {
    const { hostname } = this.parts;
    return { kind: 'host', id: hostname, name: hostname };
  }

  async #hash(): Promise<string | null> {
    const stored = await this.parts.settings.get(SETTING);
    return typeof stored === 'string' ? stored : null;
  }

  async #text(): Promise<string> {
    const { host, gpu, gpuMoves, machines } = this.parts;
    const [reading, storage, card] = await Promise.all([
      host.read(),
      host.storage(),
      gpu && !gpuMoves() ? gpu.read() : null,
    ]);
    return metricsText([
      gauge('baton_info', 'Which Baton this is.', [{ labels: { version: this.parts.version }, value: 1 }]),
      ...hostMetrics(reading, storage),
      ...gpuMetrics(card, machines()),
      ...machineMetrics(host, machines()),
    ]);
  }
}

function gauge(name: string, help: string, values: readonly MetricValue[]): Metric {
  return { name, kind: 'gauge', help, values };
}

function counter(name: string, help: string, values: readonly MetricValue[]): Metric {
  return { name, kind: 'counter', help, values };
}

function hostMetrics(reading: HostReading, storage: StorageReading | null): Metric[] {
  const { cpu, hugepages, battery } = reading;
  const bytes = (mib: number | undefined) => (mib === undefined ? null : mib * MIB);
  return [
    counter('baton_host_cpu_seconds_total', 'CPU time spent working, all CPUs together.', [
      { value: cpu && cpu.busyTicks / TICKS_PER_SECOND },
    ]),
    gauge('baton_host_cpus', 'CPUs online.', [{ value: reading.cores.filter((core) => core !== null).length }]),
    gauge('baton_host_cpu_celsius', 'Temperature of the processor.', [{ value: reading.cpuTemperatureC }]),
    gauge('baton_host_memory_used_bytes', 'Memory that a new program could not have.', [
      { value: reading.memoryUsedMiB * MIB },
    ]),
    gauge('baton_host_memory_bytes', 'All memory.', [{ value: reading.memoryTotalMiB * MIB }]),
    gauge('baton_host_hugepages_bytes', 'Reserved huge pages.', [{ value: bytes(hugepages?.totalMiB) }]),
    gauge('baton_host_hugepages_free_bytes', 'Huge pages that nobody uses.', [{ value: bytes(hugepages?.freeMiB) }]),
    gauge('baton_host_storage_free_bytes', 'Free where disk images are kept.', [{ value: storage?.freeBytes ?? null }]),
    gauge('baton_host_storage_bytes', 'Size of where disk images are kept.', [{ value: storage?.totalBytes ?? null }]),
    gauge('baton_host_battery_ratio', 'Charge of the battery.', [{ value: battery && battery.percent / 100 }]),
  ];
}

function gpuMetrics(card: GpuReading | null, machines: readonly MeasuredMachine[]): Metric[] {
  const readings = card?.source === 'host' ? card.readings : null;
  const of = (field: keyof GpuReadings, scale: number): MetricValue[] => {
    const value = readings?.[field] ?? null;
    return [{ value: value === null ? null : value * scale }];
  };
  const reason = card?.source === 'none' ? card.reason : 'none';
  return [
    gauge('baton_gpu_measured', 'Whether the host could measure the GPU; if not, why.', [
      { labels: { reason }, value: card && (readings ? 1 : 0) },
    ]),
    gauge(
      'baton_gpu_held_by_machine',
      'The machine that has the GPU.',
      machines.filter(({ hasGpu }) => hasGpu).map((machine) => ({ labels: labelsOf(machine), value: 1 })),
    ),
    gauge('baton_gpu_utilization_ratio', 'How busy it is.', of('utilizationPercent', 0.01)),
    gauge('baton_gpu_celsius', 'Its temperature.', of('temperatureC', 1)),
    gauge('baton_gpu_power_watts', 'What it draws.', of('powerMilliwatts', 0.001)),
    gauge('baton_gpu_memory_used_bytes', 'Its memory in use.', of('memoryUsedMiB', MIB)),
    gauge('baton_gpu_memory_bytes', 'All of its memory.', of('memoryTotalMiB', MIB)),
    gauge('baton_gpu_clock_hertz', 'Its graphics clock.', of('clockMHz', 1_000_000)),
  ];
}

function machineMetrics(host: HostSensors, machines: readonly MeasuredMachine[]): Metric[] {
  const measured = machines.flatMap((machine) => {
    const reading = host.process(machine.pid);
    return reading ? [{ labels: labelsOf(machine), reading, network: host.network(machine.taps ?? []) }] : [];
  });
  const each = (value: (one: (typeof measured)[number]) => number | null): MetricValue[] =>
    measured.map((one) => ({ labels: one.labels, value: value(one) }));
  return [
    gauge(
      'baton_machine_up',
      'Machines that run.',
      each(() => 1),
    ),
    counter(
      'baton_machine_cpu_seconds_total',
      'CPU time of the QEMU process.',
      each(({ reading }) => reading.cpuMs / 1000),
    ),
    gauge(
      'baton_machine_resident_bytes',
      'Memory of the QEMU process.',
      each(({ reading }) => reading.rssMiB * MIB),
    ),
    counter(
      'baton_machine_network_receive_bytes_total',
      'Received by the guest.',
      each(({ network }) => network?.receivedBytes ?? null),
    ),
    counter(
      'baton_machine_network_transmit_bytes_total',
      'Sent by the guest.',
      each(({ network }) => network?.sentBytes ?? null),
    ),
  ];
}

function labelsOf({ id, name = id }: MeasuredMachine): Record<string, string> {
  return { machine: name, id };
}
