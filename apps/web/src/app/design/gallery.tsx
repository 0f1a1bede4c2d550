'use client';
import { useState } from 'react';
import { BatonRail, type RailStop } from '@/ui/baton-rail';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { OptionButton } from '@/ui/option-button';
import { Sheet } from '@/ui/sheet';

const STOPS: RailStop[] = [
  { id: 'host', label: 'Host', kind: 'host' },
  { id: 'win10', label: 'win10', kind: 'machine' },
  { id: 'train-linux', label: 'train-linux', kind: 'machine' },
  { id: 'off', label: 'Off', kind: 'off' },
];

export function Gallery() {
  const [at, setAt] = useState('win10');
  const [open, setOpen] = useState(false);
  return (
    <main id="main" className="grid gap-4 p-4">
      <h1 className="text-owner font-semibold">One baton, one runner.</h1>
      <Card className="grid gap-3.5">
        <BatonRail stops={STOPS} state={{ kind: 'held', at }} onStop={setAt} />
        <Button onClick={() => setOpen(true)}>Open</Button>
        <Sheet open={open} onOpenChange={setOpen} title="Where should the GPU go?">
          <OptionButton verb="Switch" consequence="Shut down train-linux" accent onClick={() => setOpen(false)} />
        </Sheet>
      </Card>
    </main>
  );
}
