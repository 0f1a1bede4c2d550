'use client';
import type { GpuView, KernelHolder } from '@baton/api/views';
import { Card } from '@/ui/card';
import { DisabledReason } from '@/ui/disabled-reason';
import { KeyValue } from '@/ui/key-value';
import { HolderRows } from './holder-rows';

/** Who has the GPU open: processes, which can be asked to close; what holds it in the kernel; the services that a hand-over stops. */
export function ProcessList({ gpu }: { gpu: GpuView }) {
  // Those with a process of their own in the list say it there.
  const quiet = gpu.services.filter((name) => !gpu.processes.some(({ service }) => service === name));
  return (
    <>
      {gpu.processes.length > 0 ? (
        <HolderRows processes={gpu.processes} />
      ) : (
        <Card>
          <p className="text-ink-2">
            {gpu.holder.kind === 'machine'
              ? `${gpu.holder.name} has it; no process of the host does.`
              : 'Nothing has it open.'}
          </p>
        </Card>
      )}
      {gpu.kernelHolders.length > 0 && (
        <div className="grid gap-1.5">
          <h3 className="text-small font-medium text-ink-2">In the kernel</h3>
          <Card className="py-2">
            <KeyValue items={gpu.kernelHolders.map(kernelItem)} />
          </Card>
        </div>
      )}
      {gpu.processes.some(({ service }) => service === null) && (
        <DisabledReason>
          A hand-over waits until nothing has the GPU open. Baton asks only whom you choose, one at a time, and never
          kills.
        </DisabledReason>
      )}
      {quiet.map((service) => (
        <DisabledReason key={service}>{service} is stopped for the hand-over and started again.</DisabledReason>
      ))}
    </>
  );
}

function kernelItem(holder: KernelHolder) {
  switch (holder.kind) {
    case 'module':
      return { key: holder.name, value: moduleWords(holder) };
    case 'connector':
      return { key: holder.name, value: 'A screen is on' };
    case 'console':
      return { key: 'Text console', value: holder.name };
  }
}

/** “3 uses: nvidia_uvm, nvidia_modeset and 1 more”. */
function moduleWords({ useCount, usedBy }: Extract<KernelHolder, { kind: 'module' }>): string {
  const others = useCount - usedBy.length;
  const uses = `${useCount} ${useCount === 1 ? 'use' : 'uses'}`;
  if (usedBy.length === 0) return uses;
  return `${uses}: ${usedBy.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}
