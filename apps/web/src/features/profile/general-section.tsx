'use client';
import { Controller } from 'react-hook-form';
import { memoryWords } from '@/lib/machine-words';
import { useTicks } from '@/lib/telemetry';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Section } from '@/ui/section';
import { Segmented } from '@/ui/segmented';
import type { SectionParts } from './form-parts';
import { MemoryField } from './memory-field';
import { NumberField } from './number-field';
import { hintWith } from './warning-line';

export function NameSection({ form, messages }: SectionParts) {
  const { error, warning } = messages('name');
  return (
    <Section title="General">
      <Card>
        <Field label="Name" error={error} hint={hintWith(undefined, warning)}>
          <Input {...form.register('name')} autoComplete="off" spellCheck={false} placeholder="win10" />
        </Field>
      </Card>
    </Section>
  );
}

export function ResourcesSection({ form, messages, host }: SectionParts) {
  const memory = messages('memoryMiB');
  const vcpus = messages('vcpus');
  return (
    <Section title="Memory and processor" action={host?.cpuModel}>
      <Card className="grid gap-5">
        <Controller
          name="memoryMiB"
          control={form.control}
          render={({ field }) => (
            <Field
              label="Memory"
              error={memory.error}
              hint={hintWith(host && <HostMemory totalMiB={host.memoryTotalMiB} />, memory.warning)}
            >
              <MemoryField ref={field.ref} memoryMiB={field.value} onChange={field.onChange} onBlur={field.onBlur} />
            </Field>
          )}
        />
        <Controller
          name="vcpus"
          control={form.control}
          render={({ field }) => (
            <Field
              label="vCPUs"
              error={vcpus.error}
              hint={hintWith(host && `The host has ${host.cpuCount}.`, vcpus.warning)}
            >
              <NumberField
                ref={field.ref}
                label="vCPUs"
                value={field.value}
                onChange={field.onChange}
                onBlur={field.onBlur}
                step={(value, direction) => Math.max(1, Math.round(value) + direction)}
              />
            </Field>
          )}
        />
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

const FIRMWARES = [
  { value: 'bios', label: 'BIOS' },
  { value: 'uefi', label: 'UEFI' },
] as const;

export function FirmwareSection({ form, messages }: SectionParts) {
  const { error, warning } = messages('firmware');
  return (
    <Section title="Firmware">
      <Card className="grid gap-2.5">
        <Controller
          name="firmware"
          control={form.control}
          render={({ field }) => (
            <Segmented full label="Firmware" value={field.value} onChange={field.onChange} options={FIRMWARES} />
          )}
        />
        <p className="text-small text-ink-2">
          UEFI for systems of the last ten years; BIOS for older ones and small images.
        </p>
        <Messages error={error} warning={warning} />
      </Card>
    </Section>
  );
}

/** For a choice that is no text field: the same two lines, spoken when they appear. */
export function Messages({ error, warning }: { error?: string; warning?: string }) {
  if (!error && !warning) return null;
  return (
    <div role="alert" className="grid gap-1 text-small">
      {error && <p className="text-bad">{error}</p>}
      {hintWith(undefined, warning)}
    </div>
  );
}
