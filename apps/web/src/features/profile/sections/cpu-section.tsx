'use client';
import { type CpuSection as Cpu, HYPERV_FLAGS, type Hyperv, type HypervFlag } from '@baton/model/profile/cpu';
import { vcpuCount } from '@baton/model/profile/vcpus';
import { wantedHyperv } from '@baton/model/qemu/hyperv';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { ChoiceControl } from '../controls/choice-control';
import { NumberRow } from '../controls/number-row';
import { ParsedControl } from '../controls/parsed-control';
import { SwitchControl } from '../controls/switch-control';
import { TextControl } from '../controls/text-control';
import { WORDS } from '../controls/text-forms';
import { PinningSection } from '../cpu/pinning-section';
import { reshaped } from '../cpu/topology';
import { useEditor, useField } from '../editor';

/** How many vCPUs, which of the host's they run on, and what the guest is told of its processor. */
export default function CpuSection() {
  const { can } = useEditor();
  return (
    <>
      <Topology />
      <PinningSection />
      <Section title="What the guest is told">
        <Card className="grid gap-5">
          <HypervField />
          <SwitchControl path="cpu.hideHypervisor" />
          <div className="grid gap-5 desk:grid-cols-2">
            <TextControl path="cpu.vendorId" nullable mono />
            <TextControl path="cpu.model" mono suggestions={can ? ['host', ...can.cpuModels] : undefined} />
          </div>
          <ParsedControl path="cpu.features" form={WORDS} placeholder="+topoext -svm" />
        </Card>
      </Section>
    </>
  );
}

function Topology() {
  const { values, host, hardware, change } = useEditor();
  const count = vcpuCount(values.cpu);
  const reshape = (shape: Partial<Cpu>) =>
    change((known) => ({ ...known, cpu: reshaped(known.cpu, shape, hardware?.cpu) }));
  return (
    <Section title="Processor" action={host?.cpuModel}>
      <Card flush className="divide-y divide-line">
        <NumberRow path="cpu.cores" onChange={(cores) => reshape({ cores })} />
        <NumberRow path="cpu.threads" onChange={(threads) => reshape({ threads })} />
        <NumberRow path="cpu.sockets" onChange={(sockets) => reshape({ sockets })} />
        <p role="status" className="px-4 py-3 text-ink-2">
          <b className="font-semibold text-ink-1">
            {Number.isNaN(count) ? '–' : count} {count === 1 ? 'vCPU' : 'vCPUs'}
          </b>
          {host && ` of the host’s ${host.cpuCount}`}
        </p>
      </Card>
    </Section>
  );
}

function HypervField() {
  const { value, set } = useField<Hyperv>('cpu.hyperv');
  const choose = (preset: string | null) => {
    if (preset === value.preset) return;
    // By hand begins with what was there.
    if (preset === 'custom') set({ preset, flags: [...wantedHyperv(value)] });
    else set({ preset } as Hyperv);
  };
  const flags = value.preset === 'custom' ? value.flags : [];
  const take = (flag: HypervFlag, on: boolean) =>
    set({ preset: 'custom', flags: HYPERV_FLAGS.filter((known) => (known === flag ? on : flags.includes(known))) });
  return (
    <>
      <ChoiceControl path="cpu.hyperv" as="menu" value={value.preset} onChange={choose} />
      {value.preset === 'custom' && (
        <fieldset className="-mt-2 grid gap-x-4 desk:grid-cols-2">
          <legend className="sr-only">Hyper-V hints</legend>
          {HYPERV_FLAGS.map((flag) => (
            <label key={flag} className="flex min-h-11 items-center gap-3 desk:min-h-9">
              <input
                type="checkbox"
                checked={flags.includes(flag)}
                onChange={(event) => take(flag, event.target.checked)}
                className="size-5 accent-solid"
              />
              <span className="font-mono text-[14px]">{flag}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
