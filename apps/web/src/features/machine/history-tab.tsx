'use client';
import type { MachineView } from '@baton/api/views';
import { operationWords } from '@baton/model/describe';
import { isOver } from '@baton/model/operation/operation';
import { useQuery } from '@tanstack/react-query';
import { ActivityList } from '@/features/activity/activity-list';
import { useTRPC } from '@/lib/agent';
import { EmptyState } from '@/ui/empty-state';
import { Section } from '@/ui/section';
import { OperationTimeline } from './operation-timeline';

/** What is under way may have begun before this many others. */
const LOOKED_THROUGH = 20;

/** What was done with this machine and what it told by itself, newest first; what is under way stands above. */
export default function HistoryTab({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const operations = useQuery(trpc.operation.list.queryOptions({ limit: LOOKED_THROUGH, machineId: machine.id }));
  const underWay = (operations.data ?? []).filter((operation) => !isOver(operation));
  return (
    <>
      {underWay.map((operation) => (
        <Section
          key={operation.id}
          title={operationWords(operation.kind, operation.subject.name)}
          action={`Under way, asked by ${operation.requestedBy}`}
        >
          <OperationTimeline operations={[operation]} />
        </Section>
      ))}
      <ActivityList
        machineId={machine.id}
        empty={
          <EmptyState title="Nothing yet">
            Every start, stop and hand-over of {machine.name}, and what its guest and QEMU tell, will be listed here.
          </EmptyState>
        }
      />
    </>
  );
}
