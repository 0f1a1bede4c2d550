import { describe, expect, it } from 'vitest';
import { nvidiaSmiArguments, nvidiaSmiReason, parseNvidiaSmi } from './nvidia-smi';

const NOTHING = {
  temperatureC: null,
  utilizationPercent: null,
  powerMilliwatts: null,
  memoryUsedMiB: null,
  memoryTotalMiB: null,
};

describe('the output of nvidia-smi', () => {
  it('is one line of numbers', () => {
    expect(parseNvidiaSmi('47, 12, 14.53, 310, 16384\n')).toEqual({
      temperatureC: 47,
      utilizationPercent: 12,
      powerMilliwatts: 14_530,
      memoryUsedMiB: 310,
      memoryTotalMiB: 16_384,
    });
  });

  it.each(['[N/A]', 'N/A', '[Not Supported]', '[Unknown Error]', '[Insufficient Permissions]', ''])(
    'says %s for what it does not know, which is never zero',
    (unknown) => {
      expect(parseNvidiaSmi(`47, ${unknown}, ${unknown}, 0, ${unknown}\n`)).toEqual({
        ...NOTHING,
        temperatureC: 47,
        memoryUsedMiB: 0,
      });
    },
  );

  it('is read as driver 580 wrote it for a card of a server', () => {
    // Recorded: NVIDIA H200, driver 580.159.04, the very arguments of nvidiaSmiArguments.
    expect(parseNvidiaSmi('43, 0, 91.40, 0, 143771\n')).toEqual({
      temperatureC: 43,
      utilizationPercent: 0,
      powerMilliwatts: 91_400,
      memoryUsedMiB: 0,
      memoryTotalMiB: 143_771,
    });
  });

  it('may begin with a warning', () => {
    expect(parseNvidiaSmi('Warning: persistence mode is off\n47, 0, 5.00, 1, 2\n')?.temperatureC).toBe(47);
  });

  it.each([
    ['no devices', 'No devices were found\n'],
    ['no driver', "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n"],
    ['nothing', ''],
  ])('has no readings when it says %s', (_, output) => {
    expect(parseNvidiaSmi(output)).toBeNull();
  });

  it('comes with an exit code that tells why', () => {
    expect([6, 9, 12, 13, 15, 255, undefined].map(nvidiaSmiReason)).toEqual([
      'no-driver',
      'no-driver',
      ...Array.from({ length: 5 }, () => 'unsupported'),
    ]);
  });

  it('is asked for one card', () => {
    expect(nvidiaSmiArguments('0000:01:00.0').slice(-2)).toEqual(['-i', '0000:01:00.0']);
  });
});
