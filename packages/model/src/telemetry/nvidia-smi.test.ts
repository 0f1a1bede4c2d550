import { describe, expect, it } from 'vitest';
import {
  nvidiaProcessArguments,
  nvidiaSmiArguments,
  nvidiaSmiReason,
  parseNvidiaProcesses,
  parseNvidiaSmi,
} from './nvidia-smi';

// Recorded: NVIDIA H200, driver 580.159.04, the very arguments of nvidiaSmiArguments.
const IDLE = '32, 0, 0, 0, 143771, 78.48, 700.00, 345, 3201, [N/A], 5, 16\n';
const BUSY = '44, 100, 100, 783, 143771, 557.05, 700.00, 1980, 3201, [N/A], 5, 16\n';

describe('the output of nvidia-smi', () => {
  it('is read as driver 580 wrote it for an idle card of a server, which has no fan', () => {
    expect(parseNvidiaSmi(IDLE)).toEqual({
      temperatureC: 32,
      utilizationPercent: 0,
      memoryBusyPercent: 0,
      memoryUsedMiB: 0,
      memoryTotalMiB: 143_771,
      powerMilliwatts: 78_480,
      powerLimitMilliwatts: 700_000,
      clockMHz: 345,
      memoryClockMHz: 3201,
      fanPercent: null,
      pcieGeneration: 5,
      pcieWidth: 16,
    });
  });

  it('follows the load', () => {
    expect(parseNvidiaSmi(BUSY)).toMatchObject({ utilizationPercent: 100, powerMilliwatts: 557_050, clockMHz: 1980 });
  });

  it.each(['[N/A]', 'N/A', '[Not Supported]', '[Unknown Error]', '[Insufficient Permissions]', ''])(
    'says %s for what it does not know, which is never zero',
    (unknown) => {
      const line = ['47', unknown, unknown, '0', ...Array.from({ length: 8 }, () => unknown)].join(', ');
      const { temperatureC, memoryUsedMiB, ...others } = parseNvidiaSmi(`${line}\n`) ?? {};
      expect([temperatureC, memoryUsedMiB]).toEqual([47, 0]);
      expect(new Set(Object.values(others))).toEqual(new Set([null]));
    },
  );

  it('may begin with a warning', () => {
    expect(parseNvidiaSmi(`Warning: persistence mode is off\n${IDLE}`)?.temperatureC).toBe(32);
  });

  it.each([
    ['no devices', 'No devices were found\n'],
    ['an unknown field', 'Field "nonsense" is not a valid field to query.\n\n'],
    ['no driver', "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n"],
    ['nothing', ''],
  ])('has no readings when it says %s', (_, output) => {
    expect(parseNvidiaSmi(output)).toBeNull();
  });

  it('comes with an exit code that tells why', () => {
    expect([6, 9, 2, 12, 13, 15, 255, null, undefined].map(nvidiaSmiReason)).toEqual([
      'no-driver',
      'no-driver',
      ...Array.from({ length: 7 }, () => 'unsupported'),
    ]);
  });

  it('is asked for one card', () => {
    expect(nvidiaSmiArguments('0000:01:00.0').slice(-2)).toEqual(['-i', '0000:01:00.0']);
    expect(nvidiaProcessArguments('0000:01:00.0').slice(-2)).toEqual(['-i', '0000:01:00.0']);
  });

  it('is asked for the first card inside a guest, where its address is another one', () => {
    expect(nvidiaSmiArguments()).not.toContain('-i');
  });
});

describe('the processes that nvidia-smi tells', () => {
  const HEADER = `# gpu         pid   type     sm    mem    enc    dec    jpg    ofa     fb   ccpm    command
# Idx           #    C/G      %      %      %      %      %      %     MB     MB    name
`;

  it('are read as driver 580 wrote them', () => {
    const output = `${HEADER}    0        477     C     95     97      -      -      -      -    774      0    python3        \n`;
    expect(parseNvidiaProcesses(output)).toEqual([
      { pid: 477, name: 'python3', memoryMiB: 774, utilizationPercent: 95 },
    ]);
  });

  it('are none when its one row is dashes', () => {
    const output = `${HEADER}    0          -     -      -      -      -      -      -      -      -      -    -              \n`;
    expect(parseNvidiaProcesses(output)).toEqual([]);
  });

  it('keep their names with spaces, and an older table with fewer columns', () => {
    const older =
      '# gpu        pid  type    fb    command\n# Idx          #   C/G    MB    name\n 0  12  G  8  my game\n';
    expect(parseNvidiaProcesses(older)).toEqual([{ pid: 12, name: 'my game', memoryMiB: 8, utilizationPercent: null }]);
  });

  it('are unknown when there is no table', () => {
    expect(parseNvidiaProcesses('No devices were found\n')).toBeNull();
  });
});
