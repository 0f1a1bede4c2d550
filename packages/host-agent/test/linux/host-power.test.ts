import type { Battery } from '@baton/model/power/battery';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FixtureHost } from './fixture-host';

type Supply = Readonly<Record<string, string>>;

const battery = (status: string, more: Supply = {}): Supply => ({ type: 'Battery', capacity: '64', status, ...more });
const mains = (online: '0' | '1', more: Supply = {}): Supply => ({ type: 'Mains', online, ...more });

describe('the supply of the host', () => {
  let host: FixtureHost;
  beforeEach(() => {
    host = new FixtureHost();
  });
  afterEach(() => host.remove());

  const rows: readonly { readonly of: string; readonly supplies: readonly Supply[]; readonly says: Battery | null }[] =
    [
      { of: 'a desktop', supplies: [], says: null },
      { of: 'mains alone', supplies: [mains('1')], says: null },
      { of: 'a mouse', supplies: [battery('Discharging', { scope: 'Device' })], says: null },
      { of: 'on mains', supplies: [mains('1'), battery('Charging')], says: { percent: 64, onMains: true } },
      {
        of: 'mains that hardly suffice',
        supplies: [mains('1'), battery('Discharging')],
        says: { percent: 64, onMains: true },
      },
      { of: 'on battery', supplies: [mains('0'), battery('Discharging')], says: { percent: 64, onMains: false } },
      {
        of: 'USB-C',
        supplies: [battery('Discharging'), { type: 'USB', online: '1' }],
        says: { percent: 64, onMains: true },
      },
      {
        of: 'the charger of a mouse',
        supplies: [battery('Discharging'), { type: 'USB', online: '1', scope: 'Device' }],
        says: { percent: 64, onMains: false },
      },
      { of: 'a battery that rests', supplies: [battery('Not charging')], says: { percent: 64, onMains: true } },
      {
        of: 'a second battery in use',
        supplies: [battery('Not charging'), battery('Discharging'), mains('0')],
        says: { percent: 64, onMains: false },
      },
    ];

  test.each(rows)('is told: $of', async ({ supplies, says }) => {
    for (const [number, attributes] of supplies.entries()) {
      for (const [name, value] of Object.entries(attributes)) {
        host.write(`sys/class/power_supply/S${number}/${name}`, `${value}\n`);
      }
    }
    expect(await host.hardware().supply.battery()).toEqual(says);
  });
});

describe('optirun', () => {
  let host: FixtureHost;
  beforeEach(() => {
    host = new FixtureHost();
  });
  afterEach(() => host.remove());

  test('is not asked where it is not installed', async () => {
    expect(await host.hardware().optirun()).toBeNull();
  });

  test('tells what the card said', async () => {
    host.program('optirun', 'echo "asked for $@"; echo "a warning" >&2');
    expect(await host.hardware().optirun()).toEqual({ ok: true, output: 'asked for nvidia-smi\na warning' });
  });

  test('tells why it could not, and not endlessly', async () => {
    host.program(
      'optirun',
      'echo "[ERROR]Cannot access secondary GPU" >&2; head -c 9000 /dev/zero | tr "\\0" x >&2; exit 1',
    );
    const answer = await host.hardware().optirun();
    expect(answer).toMatchObject({ ok: false, output: expect.stringContaining('Cannot access secondary GPU') });
    expect(answer?.output).toHaveLength(4_000);
  });
});
