import { join } from 'node:path';
import type { Database } from '@baton/db';
import { tapsOf } from '@baton/model/qemu/taps';
import type { AgentConfig } from '../config';
import type { Machines } from '../machines/machines';
import type { Activity } from '../operations/activity';
import type { Clock } from '../ports/clock';
import type { GuestAgents } from '../ports/guest-agents';
import type { HostSensors } from '../ports/sensors';
import { History } from '../telemetry/history/history';
import type { MeasuredMachine } from '../telemetry/machine-meter';
import { Metrics } from '../telemetry/metrics';
import { Telemetry } from '../telemetry/telemetry';
import type { ChosenHost } from './host';

export interface InstrumentParts {
  readonly config: Pick<AgentConfig, 'stateDir'>;
  readonly host: Pick<ChosenHost, 'gpuSensors' | 'guestAgents'>;
  readonly sensors: HostSensors;
  readonly clock: Clock;
  readonly settings: Database['settings'];
  readonly machines: () => Pick<Machines, 'processes'>;
  readonly guests: GuestAgents;
  readonly gpuMoves: () => boolean;
  /** Somebody would be told of a hot card. */
  readonly cardMatters: () => boolean;
  readonly cardAwaited: () => boolean;
  readonly version: string;
  readonly hostname: string;
  readonly activity: Activity;
  readonly failed: (error: unknown) => void;
}

export interface Instruments {
  readonly telemetry: Telemetry;
  readonly metrics: Metrics;
  readonly history: History;
}

/** Everything that measures: for those who watch, for history, and for Prometheus. Nothing is opened before somebody asks. */
export function createInstruments(parts: InstrumentParts): Instruments {
  const { config, host, sensors, clock, settings, version, hostname, activity, failed } = parts;
  const { gpuMoves, cardMatters, cardAwaited } = parts;
  const now = () => clock.now();
  const machines = (): MeasuredMachine[] => {
    const running = parts.machines().processes();
    return running.map(({ machineId, name, identity, session, withGpu, commandLine }) => {
      const taps = tapsOf(commandLine);
      return { id: machineId, name, pid: identity.pid, questions: session, hasGpu: withGpu, taps };
    });
  };
  const guests = host.guestAgents(parts.guests, () => machines().find(({ hasGpu }) => hasGpu)?.id ?? null);
  const measured = { host: sensors, gpu: host.gpuSensors, gpuMoves, machines };
  const history = new History({ folder: join(config.stateDir, 'telemetry'), now, failed });
  return {
    telemetry: new Telemetry({ ...measured, clock, guests, history, cardMatters, cardAwaited, failed }),
    metrics: new Metrics({ ...measured, settings, now, version, hostname, activity }),
    history,
  };
}
