'use client';
import type { GpuView } from '@baton/api/views';
import { Card } from '@/ui/card';
import { DisabledReason } from '@/ui/disabled-reason';
import { List, ListRow } from '@/ui/list';

/** The host's processes that have the GPU open. Baton never ends one. */
export function ProcessList({ gpu }: { gpu: GpuView }) {
  if (gpu.processes.length === 0) {
    return (
      <Card>
        <p className="text-ink-2">
          {gpu.holder.kind === 'machine'
            ? `${gpu.holder.name} has it; no process of the host does.`
            : 'Nothing has it open.'}
        </p>
      </Card>
    );
  }
  return (
    <>
      <List label="Processes">
        {gpu.processes.map(({ pid, user, command, opens }) => (
          <ListRow
            key={pid}
            wrap
            name={command}
            nameAfter={<span className="font-normal text-ink-2">pid {pid}</span>}
            sub={
              <>
                User {user}
                {opens.length > 0 && (
                  <>
                    , opened <span className="mono wrap-anywhere">{opens.join(', ')}</span>
                  </>
                )}
              </>
            }
          />
        ))}
      </List>
      <DisabledReason>A hand-over waits until nothing has the GPU open. Baton never ends a process.</DisabledReason>
    </>
  );
}
