'use client';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';

const BumblebeeSheet = lazy(() => import('./bumblebee-sheet'));

/** Bumblebee has the GPU at home: that it is off is as it should be, and one press shows that it still works. */
export function Bumblebee() {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const forbidden = useAllowed('gpu.move');
  const verify = useMutation(trpc.gpu.verifyBumblebee.mutationOptions({ onSettled: () => setOpen(true) }));
  return (
    <Card className="grid gap-3">
      <p>
        <b className="block font-semibold">Bumblebee runs this GPU</b>
        <span className="text-small text-ink-2">
          It is off when nobody uses it, and switched on for one program at a time.
        </span>
      </p>
      <Button className="justify-self-start" reason={forbidden} busy={verify.isPending} onClick={() => verify.mutate()}>
        Verify with optirun nvidia-smi
      </Button>
      {!verify.isIdle && !verify.isPending && (
        <Suspense fallback={null}>
          <BumblebeeSheet result={verify.data ?? null} error={verify.error} open={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </Card>
  );
}
