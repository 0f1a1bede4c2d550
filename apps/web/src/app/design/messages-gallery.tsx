'use client';
import { ArrowRight, CircleSlash } from 'lucide-react';
import { useState } from 'react';
import { BatonPill } from '@/ui/baton-pill';
import { BatonRail } from '@/ui/baton-rail';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Code } from '@/ui/code';
import { EmptyState } from '@/ui/empty-state';
import { Glyph } from '@/ui/glyph';
import { KeyValue } from '@/ui/key-value';
import { List, ListRow } from '@/ui/list';
import { Note } from '@/ui/note';
import { OptionButton } from '@/ui/option-button';
import { Readout, Readouts } from '@/ui/readout';
import { Section, SectionLink } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { SkeletonList } from '@/ui/skeleton';
import { Sparkline } from '@/ui/sparkline';
import { Label } from './label';
import { STOPS, wave } from './samples';

export function MessagesGallery() {
  return (
    <div className="grid gap-5">
      <Section title="Messages">
        <Card className="grid gap-3.5">
          <Note title="Xorg would block a hand-over" action={<RefusedStart />}>
            anna's desktop (pid 7934) has the GPU open.
          </Note>
          <Note tone="bad" title="Hand-over undone" action={<Button>Why</Button>}>
            vfio-pci did not take <span className="mono">0000:01:00.1</span>. The GPU is back with the host.
          </Note>
          <Note
            tone="plain"
            title="win10 has not answered for 60 s"
            action={<Button variant="danger">Force off</Button>}
          >
            It was asked to shut down. Unsaved data may be lost.
          </Note>
          <EmptyState title="No machines yet" action={<Button variant="solid">New machine</Button>}>
            A machine is a profile, a disk and, if it wants, the GPU.
          </EmptyState>
          <Label words="Stale values">
            <Readouts columns={4}>
              <Readout label="12 s ago" value={44} unit="°C" stale />
              <Readout label="no data" value={null} unit="%" />
              <Readout label="12 s ago" value={30} unit="W" stale />
              <Readout label="12 s ago" value={9} unit="MiB" stale />
            </Readouts>
          </Label>
          <Code prompt="#" text={'update-initramfs -u\nsystemctl reboot'} copyLabel="Copy the commands" />
          <KeyValue
            items={[
              { key: 'Guest', value: 'Windows 10 Pro 22H2' },
              { key: 'Address', value: <span className="mono">192.168.99.2</span> },
              { key: 'Guest agent', value: 'Answers, 12 ms' },
            ]}
          />
        </Card>
      </Section>
      <Section title="Machines" action={<SectionLink href="/profile">New machine</SectionLink>}>
        <List label="Machines">
          <ListRow
            leading={<Glyph state="stopped" />}
            name="kicad-freecad-workbench-2026"
            nameAfter={<BatonPill kind="wants" />}
            sub="Stopped, wants the GPU"
            href="/machine?id=kicad"
            trailing={<Button>Start</Button>}
          />
          <ListRow
            leading={<Glyph state="running" />}
            name="demo"
            sub="Running 2 h 04 min"
            trailing={<Sparkline values={wave(40, 50, 40)} max={100} />}
          />
        </List>
        <SkeletonList rows={1} />
      </Section>
    </div>
  );
}

function RefusedStart() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Review</Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title="win10 needs the GPU, which train-linux holds"
        description="One machine can hold it at a time. train-linux has run for 3 h 12 min and its GPU is 97 % busy: a job may be running."
      >
        <BatonRail stops={STOPS.slice(0, 3)} state={{ kind: 'held', at: 'train-linux' }} />
        <div className="grid gap-2.5">
          <OptionButton
            accent
            icon={ArrowRight}
            verb="Switch"
            consequence="Shut down train-linux, then start win10"
            onClick={() => setOpen(false)}
          />
          <OptionButton
            icon={CircleSlash}
            verb="Start without GPU"
            consequence="win10 gets an emulated display only"
            onClick={() => setOpen(false)}
          />
        </div>
      </Sheet>
    </>
  );
}
