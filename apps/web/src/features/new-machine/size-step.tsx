'use client';
import type { Guest } from '@baton/model/profile/machine';
import { DISK_MAX_GIB, DISK_MIN_GIB } from '@baton/model/profile/storage';
import { memoryWords } from '@/lib/machine-words';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { RadioOptions } from '@/ui/radio-options';
import { Section } from '@/ui/section';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';
import { NEW_DISK_GIB } from './answers';
import type { StepProps } from './facts';
import { type Share, shares } from './shares';

const NAMES: Record<Share['id'], string> = { little: 'A little', half: 'Half of this laptop', most: 'Most of it' };
const MIB_PER_GIB = 1024;

/** How large its disk is, what it gets of the laptop, and whether of the GPU too. */
export function SizeStep({ answers, change, facts, guest }: StepProps & { guest: Guest }) {
  const { host, gpu } = facts;
  const options = shares(host, guest).map((share) => ({
    value: share.id,
    label: `${NAMES[share.id]}: ${sizeOf(share)}`,
    hint: leftOver(host, share),
  }));
  return (
    <>
      <Section title="Disk">
        <Card className="grid gap-3">
          <Switch
            label="Give it a new disk"
            hint={
              answers.diskGiB === null
                ? 'Without one it runs from its ISO, and forgets.'
                : 'A qcow2 image in the storage folder. It takes space only as the guest fills it.'
            }
            checked={answers.diskGiB !== null}
            onChange={(event) => change({ diskGiB: event.target.checked ? NEW_DISK_GIB[guest] : null })}
          />
          {answers.diskGiB !== null && (
            <Field label="Size, GiB">
              <Stepper
                label="Size of the disk"
                value={answers.diskGiB}
                onChange={(diskGiB) => change({ diskGiB })}
                min={DISK_MIN_GIB}
                max={DISK_MAX_GIB}
                step={8}
              />
            </Field>
          )}
        </Card>
      </Section>
      <Section
        title="Memory and processors"
        action={`${memoryWords(host.memoryTotalMiB)}, ${host.cpuCount} threads here`}
      >
        <RadioOptions
          label="How much of the laptop it gets"
          labelHidden
          value={answers.share}
          onChange={(share) => change({ share })}
          options={[
            ...options,
            {
              value: 'own' as const,
              label: 'By hand',
              more: <OwnSize answers={answers} change={change} facts={facts} />,
            },
          ]}
        />
      </Section>
      {gpu && (
        <Section title="GPU">
          <Card>
            <Switch
              label="Lend it the GPU"
              hint={`${gpu.name}. It is handed over at each start, and comes back when the machine stops.`}
              checked={answers.gpu}
              onChange={(event) => change({ gpu: event.target.checked })}
            />
          </Card>
        </Section>
      )}
    </>
  );
}

function OwnSize({ answers, change, facts }: StepProps) {
  return (
    <div className="flex flex-wrap gap-5">
      <Field label="Memory, GiB">
        <Stepper
          label="Memory"
          value={Math.max(1, Math.round(answers.memoryMiB / MIB_PER_GIB))}
          onChange={(gib) => change({ memoryMiB: gib * MIB_PER_GIB })}
          min={1}
          max={Math.max(1, Math.floor(facts.host.memoryTotalMiB / MIB_PER_GIB))}
        />
      </Field>
      <Field label="Processors">
        <Stepper
          label="Processors"
          value={answers.vcpus}
          onChange={(vcpus) => change({ vcpus })}
          min={1}
          max={facts.host.cpuCount}
        />
      </Field>
    </div>
  );
}

function sizeOf({ memoryMiB, vcpus }: Share): string {
  return `${memoryWords(memoryMiB)}, ${vcpus} ${vcpus === 1 ? 'processor' : 'processors'}`;
}

function leftOver(host: StepProps['facts']['host'], { memoryMiB, vcpus }: Share): string {
  const memory = host.memoryTotalMiB - memoryMiB;
  const cpus = host.cpuCount - vcpus;
  if (memory <= 0) return 'More memory than this laptop has: expect that it cannot start.';
  return `Leaves ${memoryWords(memory)} and ${cpus === 0 ? 'no thread of its own' : `${cpus} ${cpus === 1 ? 'thread' : 'threads'}`} to the laptop while it runs`;
}
