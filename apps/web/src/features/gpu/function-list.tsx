'use client';
import type { PciFunction } from '@baton/model/pci/function';
import { Chip } from '@/ui/chip';
import { List } from '@/ui/list';

/** PCI functions: name, whole address, driver, power. `off`: they have no power, and what was last read of it is past. */
export function FunctionList({ functions, off }: { functions: readonly PciFunction[]; off?: boolean }) {
  return (
    <List label="Functions">
      {functions.map((fn) => (
        <FunctionRow key={fn.address} fn={fn} off={off} />
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
        <div className="flex flex-wrap gap-x-3 text-small text-ink-2">
          <span className="mono">{fn.address}</span>
          <span className="mono">
            {fn.vendorId}:{fn.deviceId}
          </span>
          {off ? <span>Off</span> : fn.powerState !== 'unknown' && <span>{powerWords(fn)}</span>}
        </div>
      </div>
      <Chip className="font-mono">{fn.driver ?? 'no driver'}</Chip>
    </li>
  );
}

/** “Awake (D0)”, “Asleep (D3cold)”. */
function powerWords({ powerState, runtimeStatus }: PciFunction): string {
  if (runtimeStatus === 'error') return 'Power error';
  return `${powerState === 'D3cold' || powerState === 'D3hot' ? 'Asleep' : 'Awake'} (${powerState})`;
}
