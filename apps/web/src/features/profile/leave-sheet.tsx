'use client';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/sheet';
import type { LeaveGuard } from './use-leave-guard';

/** The changes would be lost. */
export function LeaveSheet({ guard }: { guard: LeaveGuard }) {
  return (
    <Sheet
      open={guard.asking}
      onOpenChange={(open) => !open && guard.stay()}
      title="Leave without saving?"
      description="What you changed here is not saved."
      footer={
        <>
          <Button big variant="solid" className="desk:w-full" onClick={guard.leave}>
            Leave
          </Button>
          <Button variant="bare" onClick={guard.stay}>
            Go on editing
          </Button>
        </>
      }
    />
  );
}
