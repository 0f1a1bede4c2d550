'use client';
import type { MachineView } from '@baton/api/views';
import type { Problem } from '@baton/model/problem';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { Page } from '@/ui/shell/page';
import { DeleteSheet } from './delete-sheet';
import { ProblemNote } from './problem-note';

/** The stored profile cannot be read: why, and the one thing that is possible. */
export function UnreadableMachine({ machine, problem }: { machine: MachineView; problem: Problem }) {
  const [deleting, setDeleting] = useState(false);
  const forbidden = useAllowed('profile.edit');
  return (
    <Page kind="sub" title={machine.name}>
      <ProblemNote problem={problem} />
      <div>
        <Button icon={Trash2} reason={forbidden} onClick={() => setDeleting(true)}>
          Delete
        </Button>
      </div>
      {deleting && <DeleteSheet machine={machine} diskPaths={[]} onClose={() => setDeleting(false)} />}
    </Page>
  );
}
