'use client';
import type { HostView, MachineView, ProfileView } from '@baton/api/views';
import { endWords } from '@baton/model/describe';
import { memoryWords } from '@/lib/machine-words';
import { useNow } from '@/lib/now';
import { momentWords } from '@/lib/time-words';
import { Card } from '@/ui/card';
import { KeyValue } from '@/ui/key-value';
import { acceleratorWords } from './accelerator-words';
import { AFTER_EXIT_WORDS, diskWords, fileName, firmwareWords } from './profile-words';

interface FactsCardProps {
  machine: MachineView;
  profile: ProfileView | undefined;
  host: HostView | undefined;
}

/** What it runs as now and what it is made of. Unknown is “–”. */
export function FactsCard({ machine, profile, host }: FactsCardProps) {
  const nowMs = useNow(60_000);
  const { state } = machine;
  const pid = 'pid' in state ? state.pid : null;
  const definition = profile?.definition;
  const last = state.kind === 'stopped' ? state.last : undefined;
  return (
    <Card>
      <KeyValue
        items={[
          ...(pid === null ? [] : [{ key: 'Process', value: <span className="mono">pid {pid}</span> }]),
          { key: 'QEMU', value: host?.qemu?.version ?? '–' },
          ...(state.kind === 'stopped' ? [] : [{ key: 'Acceleration', value: acceleratorWords(machine.accelerator) }]),
          { key: 'Memory', value: memoryWords(machine.memoryMiB) },
          { key: 'vCPUs', value: machine.vcpus },
          { key: 'Firmware', value: definition ? firmwareWords(definition.machine.firmware) : '–' },
          ...(definition?.disks.map(({ source }, index) => ({
            key: index === 0 ? 'Disk' : `Disk ${index + 1}`,
            value: diskWords(source),
          })) ?? [{ key: 'Disk', value: '–' }]),
          ...(definition?.cdroms.flatMap(({ iso }, index) =>
            iso ? [{ key: index === 0 ? 'ISO' : `ISO ${index + 1}`, value: fileName(iso) }] : [],
          ) ?? []),
          {
            key: 'GPU',
            value: definition
              ? definition.gpu.wanted
                ? `Wanted. Then: ${AFTER_EXIT_WORDS[definition.gpu.afterExit].toLowerCase()}`
                : 'Not wanted'
              : '–',
          },
          ...(last
            ? [{ key: 'Last stop', value: `${endWords(last.cause, last.rung)}, ${momentWords(last.at, nowMs)}` }]
            : []),
        ]}
      />
    </Card>
  );
}
