import { readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PciAddress } from '@baton/model/pci/address';
import type { GpuBlindReason } from '@baton/model/telemetry/sample';
import type { Clock } from '../../ports/clock';
import type { GpuReading, GpuSensors } from '../../ports/sensors';
import { ASK_MS, NvidiaCard } from './nvidia-card';
import { amdgpuReadings, intelGpuReadings } from './sysfs-gpu';
import { sysfsText } from './sysfs-text';

/**
 * A card that may suspend by itself is asked this rarely: NVIDIA waits 10 to 25 s before it suspends, and every question starts that
 * wait anew. A card that is kept awake anyway is asked at every tick.
 */
const LET_SLEEP_MS = 60_000;

export interface LinuxGpuSensorParts {
  readonly address: PciAddress;
  readonly clock: Pick<Clock, 'now'>;
  /** Of the host; another folder in tests. */
  readonly devices?: string;
  readonly binary?: string;
}

type Driver = 'nvidia' | 'amdgpu' | 'i915' | 'xe';

const SYSFS_READINGS = { amdgpu: amdgpuReadings, i915: intelGpuReadings, xe: intelGpuReadings };

/** Looks at the driver and the power state first, and asks the card only when it is awake on a driver that tells. */
export function linuxGpuSensors(parts: LinuxGpuSensorParts): GpuSensors {
  const { address, clock, devices = '/sys/bus/pci/devices', binary = 'nvidia-smi' } = parts;
  const device = join(devices, address);
  const nvidia = new NvidiaCard({ address, binary, now: () => clock.now() });
  let last: GpuReading | undefined;
  let asking: Promise<GpuReading> | undefined;
  let ending = new AbortController();
  const none = (reason: GpuBlindReason): GpuReading => ({ at: clock.now(), source: 'none', reason });

  const askNow = async (driver: Driver, { signal }: AbortController): Promise<GpuReading> => {
    const at = clock.now();
    if (driver !== 'nvidia') return { at, source: 'host', readings: await SYSFS_READINGS[driver](device) };
    const answer = await nvidia.ask(signal);
    return 'reason' in answer ? { at, source: 'none', ...answer } : { at, source: 'host', ...answer };
  };
  const ask = (driver: Driver): Promise<GpuReading> => {
    // One child at a time: a second one would hang beside the first.
    if (!asking) {
      ending = new AbortController();
      asking = askNow(driver, ending).finally(() => {
        asking = undefined;
      });
    }
    return Promise.race([asking, late(none('unsupported'))]);
  };

  return {
    read: async () => {
      const gate = await lookAt(device);
      if ('reason' in gate) {
        last = undefined;
        return none(gate.reason);
      }
      const maySleep = (await sysfsText(join(device, 'power/control'))) === 'auto';
      if (last && maySleep && clock.now() - last.at < LET_SLEEP_MS) return last;
      const reading = await ask(gate.driver);
      last = reading.source === 'none' && reading.reason === 'moving' ? undefined : reading;
      return reading;
    },
    hush: () => {
      last = undefined;
      nvidia.forget();
      ending.abort();
    },
  };
}

/** Reads cached attributes only: none of them wakes the card (kernel Documentation/ABI/testing/sysfs-devices-power). */
async function lookAt(device: string): Promise<{ readonly driver: Driver } | { readonly reason: GpuBlindReason }> {
  const [driver, status] = await Promise.all([
    readlink(join(device, 'driver')).then(
      (target) => basename(target),
      () => null,
    ),
    sysfsText(join(device, 'power/runtime_status')),
  ]);
  if (driver === null) return { reason: status === null ? 'off' : 'no-driver' };
  if (driver === 'vfio-pci') return { reason: 'in-guest' };
  if (driver !== 'nvidia' && driver !== 'amdgpu' && driver !== 'i915' && driver !== 'xe') {
    return { reason: 'unsupported' };
  }
  return status === 'active' ? { driver } : { reason: 'asleep' };
}

/** A child that the kernel does not let die is not waited for. */
function late(reading: GpuReading): Promise<GpuReading> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(reading), ASK_MS + 1000).unref();
  });
}
