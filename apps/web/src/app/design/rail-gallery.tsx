'use client';
import { useState } from 'react';
import { BatonRail, type RailState } from '@/ui/baton-rail';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { Label } from './label';
import { MANY_STOPS, STOPS } from './samples';

const moving = { kind: 'moving', from: 'host', to: 'win10', step: 4, of: 6, label: 'Bind vfio-pci' } as const;
const SHOWN: [string, RailState][] = [
  ['Held, asleep: outlined, moon', { kind: 'asleep', at: 'host' }],
  ['Off: hollow, parked', { kind: 'off', at: 'off' }],
  ['Moving: only the two hands, striped baton between', { ...moving, direction: 'do' }],
  ['Undoing: the same path, the arrow turns', { ...moving, step: 2, direction: 'undo' }],
  ['Needs attention: amber outline, sign', { kind: 'attention' }],
];

export function RailGallery() {
  const [at, setAt] = useState('win10');
  const [among, setAmong] = useState('kicad');
  return (
    <Section title="The baton">
      <Card className="grid gap-3.5">
        <Label words="Held, awake: filled. Press a stop">
          <BatonRail stops={STOPS} state={{ kind: at === 'off' ? 'off' : 'held', at }} onStop={setAt} />
        </Label>
        {SHOWN.map(([words, state]) => (
          <Label key={words} words={words}>
            <BatonRail stops={STOPS} state={state} onStop={() => undefined} />
          </Label>
        ))}
        <Label words="More than fit: the rest is behind +N, the holder is shown">
          <BatonRail
            stops={MANY_STOPS}
            state={{ kind: among === 'off' ? 'off' : 'held', at: among }}
            onStop={setAmong}
          />
        </Label>
        <Label words="Only to look at">
          <BatonRail stops={STOPS} state={{ kind: 'held', at: 'host' }} />
        </Label>
      </Card>
    </Section>
  );
}
