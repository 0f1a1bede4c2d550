'use client';
import { Bell } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Icon } from '@/ui/icon';
import { iconButtonLook } from '@/ui/icon-button';
import { useAlerts } from './use-alerts';

const AlertsSheet = lazy(() => import('./alerts-sheet'));
const COUNT_MAX = 9;

/** How many alerts nobody has seen, and the list of them behind it. */
export function AlertBell() {
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const fresh = useAlerts().data?.filter(({ seen }) => !seen).length ?? 0;
  const press = () => {
    setUsed(true);
    setOpen(true);
  };
  return (
    <>
      <button
        type="button"
        title="Alerts"
        aria-label={fresh > 0 ? `Alerts, ${fresh} new` : 'Alerts'}
        onClick={press}
        className={`${iconButtonLook} relative text-ink-2 max-desk:-mx-2 desk:size-9`}
      >
        <Icon as={Bell} />
        {fresh > 0 && (
          <span
            aria-hidden
            className="absolute top-1 right-1 grid h-4.5 min-w-4.5 place-items-center rounded-chip bg-solid px-1 text-[11px]/4 font-semibold text-on-solid desk:-top-0.5 desk:-right-0.5"
          >
            {fresh > COUNT_MAX ? `${COUNT_MAX}+` : fresh}
          </span>
        )}
      </button>
      {used && (
        <Suspense fallback={null}>
          <AlertsSheet open={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  );
}
