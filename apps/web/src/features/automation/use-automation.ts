import type { AutomationView } from '@baton/api/live/automation';
import type { MachineView } from '@baton/api/views';
import type { Automation } from '@baton/model/automation/automation';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';

/** What all machines do by themselves, and how it is changed. */
export function useAutomation() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const machines = useQuery(trpc.machine.list.queryOptions());
  const views = useQuery(trpc.automation.list.queryOptions());
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.automation.pathKey() });
  const set = useMutation(trpc.automation.set.mutationOptions({ onSettled: refresh }));
  const after = useMutation(trpc.automation.startAfter.mutationOptions({ onSettled: refresh }));
  return {
    data:
      machines.data && views.data
        ? { machines: machines.data as MachineView[], views: views.data as AutomationView[] }
        : undefined,
    error: machines.error ?? views.error,
    retry: () => {
      void machines.refetch();
      void views.refetch();
    },
    save: (id: string, automation: Automation) => set.mutate({ id, automation }),
    /** The machine of which a change is on its way: another one would be made from what was before it. */
    saving: set.isPending ? set.variables.id : null,
    letGo: (id: string) => after.mutate({ id, afterId: null }),
    failed: set.error ?? after.error,
  };
}
