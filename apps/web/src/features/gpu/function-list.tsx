'use client';
import type { PciFunction } from '@baton/model/pci/function';
import { Card } from '@/ui/card';
import { Chip } from '@/ui/chip';
import { DisclosureRow } from '@/ui/disclosure-row';
import { KeyValue } from '@/ui/key-value';
import { List } from '@/ui/list';

/** PCI functions: name, whole address, driver; each opens to what else the kernel says of it. `off`: they have no power, and what was last read of it is past. */
export function FunctionList({ functions, off = false }: { functions: readonly PciFunction[]; off?: boolean }) {
  if (functions.length === 0) {
    return (
      <Card>
        <p className="text-ink-2">The kernel lists none of its functions.</p>
      </Card>
    );
  }
  return (
    <List label="Functions">
      {functions.map((fn) => (
        <DisclosureRow
          key={fn.address}
          name={<span className="font-medium">{fn.name}</span>}
          sub={<FunctionLine fn={fn} off={off} />}
          trailing={<DriverChip fn={fn} />}
        >
          <KeyValue items={functionFacts(fn, off)} />
        </DisclosureRow>
      ))}
    </List>
  );
}

/** One function. Its kernel ids in mono; what it is in words. */
export function FunctionRow({ fn, off = false }: { fn: PciFunction; off?: boolean }) {
  return (
    <li className="flex min-h-16 items-center gap-3 border-t border-line px-4 py-2.5 first:border-t-0 desk:min-h-14 desk:py-2">
      <div className="min-w-0 flex-1">
        <div className="font-medium wrap-anywhere">{fn.name}</div>
        <div className="text-small text-ink-2">
          <FunctionLine fn={fn} off={off} />
        </div>
      </div>
      <DriverChip fn={fn} />
    </li>
  );
}

function FunctionLine({ fn, off }: { fn: PciFunction; off: boolean }) {
  return (
    <span className="flex flex-wrap gap-x-3">
      <span className="mono">{fn.address}</span>
      <span className="mono">
        {fn.vendorId}:{fn.deviceId}
      </span>
      {off ? <span>Off</span> : fn.powerState !== 'unknown' && <span>{powerWords(fn)}</span>}
    </span>
  );
}

function DriverChip({ fn }: { fn: PciFunction }) {
  return <Chip className="font-mono">{fn.driver ?? 'no driver'}</Chip>;
}

const mono = (text: string) => <span className="mono">{text}</span>;

function functionFacts(fn: PciFunction, off: boolean) {
  return [
    { key: 'Driver', value: fn.driver ? mono(fn.driver) : 'None' },
    { key: 'Reserved for', value: fn.driverOverride ? mono(fn.driverOverride) : 'No driver' },
    { key: 'Power', value: off ? 'Off' : fn.powerState === 'unknown' ? 'Not told' : powerWords(fn) },
    {
      key: 'Runtime power',
      value: fn.powerControl === null ? 'Not told' : fn.powerControl === 'auto' ? 'May sleep' : 'Kept awake',
    },
    ...(fn.d3coldAllowed === null ? [] : [{ key: 'D3cold', value: fn.d3coldAllowed ? 'Allowed' : 'Not allowed' }]),
    { key: 'Ways to reset it', value: fn.resetMethods.length > 0 ? mono(fn.resetMethods.join(', ')) : 'None' },
    { key: 'IOMMU group', value: fn.iommuGroup === null ? 'None' : String(fn.iommuGroup) },
    ...(fn.parent ? [{ key: 'Behind', value: mono(fn.parent) }] : []),
  ];
}

/** “Awake (D0)”, “Asleep (D3cold)”. */
function powerWords({ powerState, runtimeStatus }: PciFunction): string {
  if (runtimeStatus === 'error') return 'Power error';
  return `${powerState === 'D3cold' || powerState === 'D3hot' ? 'Asleep' : 'Awake'} (${powerState})`;
}
