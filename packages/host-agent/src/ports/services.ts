import type { GpuServiceName, ServiceState } from '@baton/model/host/service';

/** The host's system services that have to do with the GPU. */
export interface SystemServices {
  /** Never starts a process: it is asked at every look. */
  states(): Promise<readonly ServiceState[]>;
  /** Resolves when it is so. @throws WriteError with systemd's words; StuckError */
  start(name: GpuServiceName): Promise<void>;
  /** @throws as `start` */
  stop(name: GpuServiceName): Promise<void>;
}
