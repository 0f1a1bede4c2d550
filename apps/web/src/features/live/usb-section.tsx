'use client';
import type { UsbView } from '@baton/api/live/media';
import type { MachineView } from '@baton/api/views';
import { isUp } from '@baton/model/machine/state';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Usb } from 'lucide-react';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { problemWords, wordsOf } from '@/lib/problem';
import { QueryFailed } from '@/lib/query-failed';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { List, ListRow } from '@/ui/list';
import { notify } from '@/ui/notify';
import { Section } from '@/ui/section';
import { SkeletonList } from '@/ui/skeleton';
import { useRefreshLive } from './use-refresh-live';

/** What is plugged into the laptop, and whose it is. Event `usb` keeps the list true. */
export function UsbSection({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const devices = useQuery({ ...trpc.usb.devices.queryOptions({ id: machine.id }), enabled: isUp(machine.state) });
  if (!isUp(machine.state)) return null;
  return (
    <Section title="USB devices" action="Of this laptop">
      {devices.isError ? (
        <QueryFailed error={devices.error} onRetry={devices.refetch} />
      ) : !devices.data ? (
        <SkeletonList rows={2} label="Loading the USB devices" />
      ) : devices.data.length === 0 ? (
        <p className="text-small text-ink-2">Nothing is plugged in. A device appears here as soon as it is.</p>
      ) : (
        <List label="USB devices">
          {(devices.data as readonly UsbView[]).map((device) => (
            <UsbRow key={`${device.bus}-${device.port}`} machine={machine} device={device} />
          ))}
        </List>
      )}
    </Section>
  );
}

function UsbRow({ machine, device }: { machine: MachineView; device: UsbView }) {
  const client = useTRPCClient();
  const refresh = useRefreshLive();
  const forbidden = useAllowed('machine.operate');
  const here = device.holder?.id === machine.id;
  const move = useMutation({
    mutationFn: () => {
      const input = { id: machine.id, bus: device.bus, port: device.port };
      return here ? client.usb.detach.mutate(input) : client.usb.attach.mutate(input);
    },
    onError: (error) => {
      const words = wordsOf(error);
      notify({ tone: 'bad', title: words.title, detail: `${words.what} ${words.next}` });
    },
    onSettled: refresh,
  });
  const where = `Bus ${device.bus}, port ${device.port}, ${device.vendorId}:${device.productId}`;
  const refused = device.refusal && problemWords(device.refusal);
  const name = <span className="sr-only"> {device.name}</span>;
  return (
    <ListRow
      wrap
      leading={<Icon as={Usb} className="text-ink-2" />}
      name={<span title={device.name}>{device.name}</span>}
      sub={
        <>
          <span className="block wrap-anywhere">{where}</span>
          {here && <span className="block">Attached{device.byProfile && ', as its profile says'}</span>}
          {refused && <span className="block wrap-anywhere">{`${refused.what} ${refused.next}`}</span>}
        </>
      }
      trailing={
        !forbidden &&
        (here || !refused) && (
          <Button busy={move.isPending} onClick={() => move.mutate()}>
            {here ? 'Detach' : 'Attach'}
            {name}
          </Button>
        )
      }
    />
  );
}
