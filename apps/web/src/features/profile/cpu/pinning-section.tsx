'use client';
import { suggestPinning } from '@baton/model/host/pinning';
import type { Pinning } from '@baton/model/profile/cpu';
import { vcpuCount } from '@baton/model/profile/vcpus';
import { Check } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { Note } from '@/ui/note';
import { Section } from '@/ui/section';
import { Segmented } from '@/ui/segmented';
import { Said, Spot } from '../controls/field-frame';
import { ParsedControl } from '../controls/parsed-control';
import { SwitchControl } from '../controls/switch-control';
import { CPU_LIST } from '../controls/text-forms';
import { useEditor, useField } from '../editor';
import { CorePicture } from './core-picture';
import { type PinningWay, resized, wayOf } from './topology';

const PickSheet = lazy(() => import('./pick-sheet'));

const WAYS = [
  { value: 'off', label: 'Off' },
  { value: 'auto', label: 'Auto pairs' },
  { value: 'hand', label: 'By hand' },
] as const satisfies readonly { value: PinningWay; label: string }[];

/** Which CPU of the host each vCPU runs on, as a picture of the host's cores. */
export function PinningSection() {
  const { values, hardware } = useEditor();
  const field = useField<Pinning | null>('cpu.pinning');
  const host = hardware?.cpu;
  const found = wayOf(values.cpu, host);
  const [byHand, setByHand] = useState(false);
  const [cpu, setCpu] = useState<number | null>(null);
  const way = found === 'auto' && byHand ? 'hand' : found;
  const suggestion = host ? suggestPinning(host, values.cpu) : null;
  const choose = (next: PinningWay) => {
    setByHand(next === 'hand');
    if (next === 'off') return field.set(null);
    if (next === 'auto') return field.set(suggestion);
    const free: Pinning = { vcpus: [], emulator: [], iothreads: [] };
    field.set(resized(field.value ?? suggestion ?? free, values.cpu));
  };
  // A suggestion that does not exist cannot be chosen.
  const ways = WAYS.map((one) => ({ ...one, disabled: one.value === 'auto' && suggestion === null && way !== 'auto' }));
  return (
    <Section title={field.words.label}>
      <Spot path="cpu.pinning" className="grid gap-3">
        <Segmented full label={field.words.label} value={way} onChange={choose} options={ways} />
        {host && suggestion === null && <TooFew />}
        {field.value === null ? (
          <Said
            field={field}
            hint="Every vCPU runs where the host’s kernel puts it. Enough for most; pin it for games and steady sound."
          />
        ) : (
          <>
            {host && <CorePicture host={host} pinning={field.value} onPick={way === 'hand' ? setCpu : undefined} />}
            <Said field={field} />
            {way === 'auto' && (
              <p className="flex items-start gap-2 text-small text-ink-2">
                <Icon as={Check} small className="mt-px" />
                Siblings in the guest share a core of the host. The first core stays with the host; QEMU’s own threads
                run there.
              </p>
            )}
            {way === 'hand' && (
              <p className="text-small text-ink-2">
                Press a CPU to say which vCPU runs on it. A vCPU that has none runs anywhere.
              </p>
            )}
          </>
        )}
      </Spot>
      {field.value !== null && (
        <Card className="grid gap-5">
          {way === 'hand' && (
            <div className="grid gap-4 desk:grid-cols-2">
              <ParsedControl path="cpu.pinning.emulator" form={CPU_LIST} />
              <ParsedControl path="cpu.pinning.iothreads" form={CPU_LIST} />
            </div>
          )}
          <SwitchControl path="cpu.isolate" />
        </Card>
      )}
      {field.value !== null && (
        <Suspense fallback={null}>
          <PickSheet cpu={cpu} pinning={field.value} onChange={field.set} onClose={() => setCpu(null)} />
        </Suspense>
      )}
    </Section>
  );
}

function TooFew() {
  const { values } = useEditor();
  const count = vcpuCount(values.cpu);
  return (
    <Note tone="plain" title="Auto pairs needs more cores">
      {Number.isNaN(count)
        ? 'Say how many cores first.'
        : `The host keeps its first core, and what is left does not hold ${values.cpu.sockets * values.cpu.cores} cores of ${values.cpu.threads} ${values.cpu.threads === 1 ? 'thread' : 'threads'}. Take fewer cores, or place them by hand.`}
    </Note>
  );
}
