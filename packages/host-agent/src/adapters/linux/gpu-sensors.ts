import { readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PciAddress } from '@baton/model/pci/address';
import type { GpuBlindReason } from '@baton/model/telemetry/sample';
import { execa } from 'execa';
import type { Clock } from '../../ports/clock';
import type { GpuReading, GpuSensors } from '../../ports/sensors';
import { endOnAbort } from './end-on-abort';
import { nvidiaSmiArguments, nvidiaSmiReason, parseNvidiaSmi } from './nvidia-smi';
import { sysfsText } from './sysfs-text';

/** It can hang in the kernel for ever when the card is lost. */
const ASK_MS = 5000;
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

/** Looks at the driver and the power state first, and asks nvidia-smi only when the card is awake on its driver. */
export function linuxGpuSensors(parts: LinuxGpuSensorParts): GpuSensors {
  const { address, clock, devices = '/sys/bus/pci/devices' } = parts;
  const device = join(devices, address);
  let last: GpuReading | undefined;
  let asking: Promise<GpuReading> | undefined;
  let ending = new AbortController();
  const none = (reason: GpuBlindReason): GpuReading => ({ at: clock.now(), source: 'none', reason });

  const ask = (): Promise<GpuReading> => {
    // One child at a time: a second one would hang beside the first.
    if (!asking) {
      ending = new AbortController();
      asking = askNvidiaSmi(parts, ending.signal).finally(() => {
        asking = undefined;
      });
    }
    return Promise.race([asking, late(none('unsupported'))]);
  };

  return {
    read: async () => {
      const reason = await blindReason(device);
      if (reason) {
        last = undefined;
        return none(reason);
      }
      const maySleep = (await sysfsText(join(device, 'power/control'))) === 'auto';
      if (last && maySleep && clock.now() - last.at < LET_SLEEP_MS) return last;
      const reading = await ask();
      last = reading.source === 'none' && reading.reason === 'moving' ? undefined : reading;
      return reading;
    },
    hush: () => {
      last = undefined;
      ending.abort();
    },
  };
}

/** Reads cached attributes only: none of them wakes the card (kernel Documentation/ABI/testing/sysfs-devices-power). */
async function blindReason(device: string): Promise<GpuBlindReason | null> {
  const [driver, status] = await Promise.all([
    readlink(join(device, 'driver')).then(
      (target) => basename(target),
      () => null,
    ),
    sysfsText(join(device, 'power/runtime_status')),
  ]);
  if (driver === null) return status === null ? 'off' : 'no-driver';
  if (driver === 'vfio-pci') return 'in-guest';
  if (driver !== 'nvidia') return 'unsupported';
  return status === 'active' ? null : 'asleep';
}

async function askNvidiaSmi(parts: LinuxGpuSensorParts, ending: AbortSignal): Promise<GpuReading> {
  const { address, clock, binary = 'nvidia-smi' } = parts;
  const at = clock.now();
  const child = execa(binary, nvidiaSmiArguments(address), {
    reject: false,
    timeout: ASK_MS,
    killSignal: 'SIGKILL',
    stdin: 'ignore',
    maxBuffer: 64 * 1024,
  });
  const forget = endOnAbort(child, ending, 'SIGKILL');
  const answer = await child;
  forget();
  const readings = answer.exitCode === 0 ? parseNvidiaSmi(answer.stdout) : null;
  if (ending.aborted) return { at, source: 'none', reason: 'moving' };
  return readings ? { at, source: 'host', readings } : { at, source: 'none', reason: nvidiaSmiReason(answer.exitCode) };
}

/** A child that the kernel does not let die is not waited for. */
function late(reading: GpuReading): Promise<GpuReading> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(reading), ASK_MS + 1000).unref();
  });
}
