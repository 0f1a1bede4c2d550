'use client';
import type { GpuView } from '@baton/api/views';
import { lazy, Suspense, useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { Section, SectionButton } from '@/ui/section';
import { PowerFacts } from './power-facts';

const PowerSheet = lazy(() => import('./power-sheet'));

/** Power and identity; whoever may choose the power switch gets the sheet for it. */
export function PowerSection({ gpu }: { gpu: GpuView }) {
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(0);
  const forbidden = useAllowed('gpu.configure');
  const change = () => {
    setOpened(opened + 1);
    setOpen(true);
  };
  return (
    <Section
      title="Power and identity"
      action={
        forbidden === undefined && (
          <SectionButton onClick={change}>
            Change<span className="sr-only"> the power switch</span>
          </SectionButton>
        )
      }
    >
      <PowerFacts gpu={gpu} />
      {opened > 0 && (
        <Suspense fallback={null}>
          <PowerSheet key={opened} power={gpu.power} open={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </Section>
  );
}
