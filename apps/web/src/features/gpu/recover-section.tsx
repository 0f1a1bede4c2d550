'use client';
import type { GpuView, RecoveryKind, RecoveryView } from '@baton/api/views';
import { RefreshCw, RotateCcw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { DisclosureRow } from '@/ui/disclosure-row';
import { Icon } from '@/ui/icon';
import { List } from '@/ui/list';
import { lookOf, problemSentences } from './gpu-words';
import { RECOVERIES } from './recovery-words';

const RecoverSheet = lazy(() => import('./recover-sheet'));
const ICONS = { reset: RotateCcw, rescan: RefreshCw };

interface Asked {
  readonly how: RecoveryKind;
  readonly withSteps: boolean;
}

/** Ways to get a GPU back that does not answer, the gentle one first. Open at once where it needs attention. */
export function RecoverSection({ gpu }: { gpu: GpuView }) {
  const [asked, setAsked] = useState<Asked>();
  const [open, setOpen] = useState(false);
  const needed = lookOf(gpu) === 'attention';
  const ask = (how: RecoveryKind, withSteps: boolean) => {
    setAsked({ how, withSteps });
    setOpen(true);
  };
  if (gpu.recoveries.length === 0) return null;
  return (
    <>
      <List label="Recover">
        <DisclosureRow
          initiallyOpen={needed}
          name="If the GPU does not answer"
          sub="Reset it, or take it off the bus and find it again"
        >
          {gpu.recoveries.map((recovery) => (
            <Recovery key={recovery.how} recovery={recovery} onAsk={(withSteps) => ask(recovery.how, withSteps)} />
          ))}
        </DisclosureRow>
      </List>
      {asked && (
        <Suspense fallback={null}>
          <RecoverSheet
            key={`${asked.how}-${asked.withSteps}`}
            how={asked.how}
            showsSteps={asked.withSteps}
            open={open}
            onOpenChange={setOpen}
          />
        </Suspense>
      )}
    </>
  );
}

function Recovery({ recovery, onAsk }: { recovery: RecoveryView; onAsk: (withSteps: boolean) => void }) {
  const { verb, does, risk } = RECOVERIES[recovery.how];
  const forbidden = useAllowed('gpu.move');
  const reason = forbidden ?? (recovery.refusal ? problemSentences(recovery.refusal).text : undefined);
  return (
    <div className="flex items-start gap-3 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <Icon as={ICONS[recovery.how]} className="mt-px text-ink-2" />
      <div className="grid min-w-0 flex-1 gap-2.5">
        <div>
          <b className="block font-semibold">{verb}</b>
          <p className="text-small text-ink-2">
            {does} {risk}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button reason={reason} onClick={() => onAsk(false)}>
            {verb}
          </Button>
          {!reason && (
            <Button variant="quiet" onClick={() => onAsk(true)}>
              Show me first
              <span className="sr-only"> ({verb})</span>
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
