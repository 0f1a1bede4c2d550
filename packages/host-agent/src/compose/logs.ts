import { dirname, join } from 'node:path';
import type { LogSource } from '@baton/model/log/line';
import type { Logger } from 'pino';
import { linuxLogRoom } from '../adapters/linux/log-room';
import type { AgentConfig } from '../config';
import { HandoverLog } from '../logs/handover-log';
import { keepKernelLog } from '../logs/kernel-log-keeper';
import { LogKeeper } from '../logs/log-keeper';
import { Logs } from '../logs/logs';
import type { OperationHandle, OperationSpec } from '../operations/recorder';
import type { Clock } from '../ports/clock';
import type { ChosenHost } from './host';

export interface MachineLogParts {
  readonly config: AgentConfig;
  readonly clock: Clock;
  readonly host: Pick<ChosenHost, 'kernelLines' | 'hardware' | 'gpuAddress'>;
  readonly log: Logger;
  readonly failed: (error: unknown) => void;
  /** Made later than the logs: asked when they are read. */
  readonly machines: () => {
    readonly logFile: (machineId: string, source: LogSource) => string;
    readonly running: () => readonly string[];
  };
}

/** A log of the host, not of one machine. */
export function hostLogFile({ stateDir }: Pick<AgentConfig, 'stateDir'>, source: 'agent' | 'kernel'): string {
  return join(stateDir, 'logs', `${source}.log`);
}

/** Every log that a machine's page can show, who writes it, and who keeps it from growing for ever. */
export function machineLogs({ config, clock, host, log, failed, machines }: MachineLogParts) {
  const pathOf = (machineId: string, source: LogSource): string => {
    if (source === 'agent' || source === 'kernel') return hostLogFile(config, source);
    if (source === 'handover') return join(dirname(machines().logFile(machineId, 'serial')), 'handover.log');
    return machines().logFile(machineId, source);
  };
  const handover = new HandoverLog({ pathOf: (id) => pathOf(id, 'handover'), now: clock.now, failed });
  const kernelLog = hostLogFile(config, 'kernel');
  const keeper = new LogKeeper({
    ...{ clock, pathOf, failed },
    room: linuxLogRoom(),
    running: () => machines().running(),
    ownPaths: [hostLogFile(config, 'agent'), kernelLog],
    maxBytes: config.logMaxBytes,
    cannot: (path) => log.warn({ path }, 'This file system cannot give room back: the log grows on'),
  });
  return {
    service: new Logs({ pathOf, now: clock.now }),
    telling: (spec: OperationSpec, handle: OperationHandle) => handover.telling(spec, handle),
    start: async (): Promise<() => Promise<void>> => {
      const stopKernel = await keepKernelLog({
        ...{ path: kernelLog, lines: host.kernelLines, failed },
        bootId: () => host.hardware.bootId(),
        // Without the function's number: the card's sound and its port for screens belong to it.
        addresses: host.gpuAddress ? [host.gpuAddress.replace(/\.\d$/, '')] : [],
      });
      const stopKeeper = keeper.start();
      return async () => {
        await stopKeeper();
        await stopKernel();
        await handover.settled();
      };
    },
  };
}
