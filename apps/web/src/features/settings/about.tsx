'use client';
import { acceleratorWords } from '@baton/model/describe';
import { useQuery } from '@tanstack/react-query';
import { LineSafety } from '@/features/session/door';
import { useTRPC } from '@/lib/agent';
import { memoryWords } from '@/lib/machine-words';
import { QueryFailed } from '@/lib/query-failed';
import { Card } from '@/ui/card';
import { KeyValue } from '@/ui/key-value';
import { SkeletonCard } from '@/ui/skeleton';

/** What runs here, on what. */
export function About() {
  const trpc = useTRPC();
  const host = useQuery(trpc.host.view.queryOptions());
  if (host.isError) return <QueryFailed error={host.error} onRetry={host.refetch} />;
  if (!host.data) return <SkeletonCard label="Loading the host" />;
  const { simulated, qemu, storageFolders } = host.data;
  return (
    <>
      <Card className="py-2">
        <KeyValue
          items={[
            { key: 'Baton', value: host.data.version },
            { key: 'Host', value: host.data.hostname },
            ...(simulated ? [{ key: 'Simulated', value: `${simulated.laptop}, scenario ${simulated.scenario}` }] : []),
            { key: 'System', value: `${host.data.os}, kernel ${host.data.kernel}` },
            { key: 'CPU', value: `${host.data.cpuModel}, ${host.data.cpuCount} threads` },
            { key: 'Memory', value: memoryWords(host.data.memoryTotalMiB) },
            { key: 'QEMU', value: qemu ? `${qemu.version}, ${qemu.path}` : 'Not installed' },
            { key: 'Guests', value: acceleratorWords(host.data.accelerator.because) },
            {
              key: storageFolders.length === 1 ? 'Storage folder' : 'Storage folders',
              value: storageFolders.map((folder) => (
                <span key={folder} className="mono block">
                  {folder}
                </span>
              )),
            },
          ]}
        />
      </Card>
      <LineSafety />
    </>
  );
}
