'use client';
import type { StreamEvent } from '@baton/model/event';
import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useTRPC } from './agent';

/**
 * Keeps every query true: one subscription for the page, each event refreshes the queries that it names.
 * Mounted once, inside the logged-in part.
 */
export function LiveEvents() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const refresh = (queryKey: readonly unknown[]) => void queries.invalidateQueries({ queryKey });

  const onEvent = (event: StreamEvent) => {
    switch (event.kind) {
      case 'machine':
        refresh(trpc.machine.list.queryKey());
        if (event.subject) {
          const id = event.subject;
          refresh(trpc.machine.view.queryKey({ id }));
          for (const { queryKey } of [
            trpc.guest.view,
            trpc.media.drives,
            trpc.machineDisk.view,
            trpc.monitor.commands,
          ]) {
            refresh(queryKey({ id }));
          }
        }
        // Each machine's list says which machine has what.
        refresh(trpc.usb.pathKey());
        refresh(trpc.automation.pathKey());
        refresh(trpc.storage.list.queryKey());
        break;
      case 'machines':
      case 'profile':
        refresh(trpc.machine.pathKey());
        refresh(trpc.profile.pathKey());
        refresh(trpc.gpu.view.queryKey());
        refresh(trpc.storage.list.queryKey());
        break;
      case 'usb':
        refresh(trpc.usb.pathKey());
        break;
      case 'activity':
        refresh(trpc.activity.pathKey());
        break;
      case 'alert':
        refresh(trpc.alert.pathKey());
        break;
      case 'storage':
        refresh(trpc.storage.pathKey());
        refresh(trpc.machineDisk.pathKey());
        refresh(trpc.rom.pathKey());
        break;
      case 'gpu':
        refresh(trpc.gpu.pathKey());
        // Who holds it is said of the machines too.
        refresh(trpc.machine.list.queryKey());
        refresh(trpc.machine.view.pathKey());
        break;
      case 'operation':
        if (event.subject) refresh(trpc.operation.get.queryKey({ id: event.subject }));
        refresh(trpc.operation.list.pathKey());
        break;
      case 'host':
        refresh(trpc.host.pathKey());
        break;
      case 'session':
        refresh(trpc.session.pathKey());
        break;
      case 'reload':
        void queries.invalidateQueries();
        break;
    }
  };

  useSubscription(
    trpc.event.stream.subscriptionOptions(undefined, {
      onData: ({ data }) => onEvent(data),
      // A session that ended shows the log-in page: the gate asks again who we are.
      onError: () => refresh(trpc.session.pathKey()),
    }),
  );
  return null;
}
