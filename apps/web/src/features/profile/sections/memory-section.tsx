'use client';
import { hugepageCount } from '@baton/model/profile/memory';
import { memoryWords } from '@/lib/machine-words';
import { useTicks } from '@/lib/telemetry';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { ChoiceControl } from '../controls/choice-control';
import { FieldFrame } from '../controls/field-frame';
import { MemoryInput } from '../controls/memory-input';
import { SwitchControl } from '../controls/switch-control';
import { useEditor, useField } from '../editor';

export default function MemorySection() {
  const { host } = useEditor();
  const size = useField<number>('memory.sizeMiB');
  return (
    <Section title="Memory">
      <Card className="grid gap-5">
        <FieldFrame path="memory.sizeMiB" field={size} hint={host && <HostMemory totalMiB={host.memoryTotalMiB} />}>
          <MemoryInput memoryMiB={size.value} onChange={size.set} />
        </FieldFrame>
        <ChoiceControl path="memory.hugepages" as="segments" />
        <Pool />
        <SwitchControl path="memory.lock" />
      </Card>
    </Section>
  );
}

/** The host's memory; what is free now only while it is measured. */
function HostMemory({ totalMiB }: { totalMiB: number }) {
  const latest = useTicks().at(-1)?.host;
  const free = latest && `, ${memoryWords(latest.memoryTotalMiB - latest.memoryUsedMiB)} of it free now`;
  return `The host has ${memoryWords(totalMiB)}${free ?? ''}.`;
}

/** How many huge pages it takes, and how many the host has ready. */
function Pool() {
  const { values, hardware } = useEditor();
  const { hugepages } = values.memory;
  if (!hugepages || Number.isNaN(values.memory.sizeMiB)) return null;
  const pool = hardware?.hugepages.find(({ size }) => size === hugepages);
  const needed = `It takes ${hugepageCount(values.memory)} pages.`;
  const ready = pool && ` The host has ${pool.free} ready; the others are set aside at the start.`;
  return (
    <p className="-mt-3 text-small text-ink-2">
      {needed}
      {ready}
    </p>
  );
}
