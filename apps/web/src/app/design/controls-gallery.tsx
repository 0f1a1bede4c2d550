'use client';
import { ArrowRight, Camera, Ellipsis, Moon, Pause, Power, Search, X, Zap } from 'lucide-react';
import { useState } from 'react';
import { BatonPill } from '@/ui/baton-pill';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Chip } from '@/ui/chip';
import { Field } from '@/ui/field';
import { Glyph, type MachineGlyph } from '@/ui/glyph';
import { HolderChip } from '@/ui/holder-chip';
import { IconButton } from '@/ui/icon-button';
import { Input, Textarea } from '@/ui/input';
import { Menu } from '@/ui/menu';
import { notify } from '@/ui/notify';
import { Section } from '@/ui/section';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';
import { Tabs } from '@/ui/tabs';
import { Label } from './label';

const GLYPHS: [MachineGlyph, string][] = [
  ['running', 'Running'],
  ['starting', 'Starting'],
  ['paused', 'Paused'],
  ['stopped', 'Stopped'],
  ['crashed', 'Crashed'],
  ['stopping', 'Stopping'],
];

const TABS = ['Overview', 'Console', 'Logs', 'Hardware', 'Access', 'History'].map((label, index) => ({
  href: `/design?tab=${label.toLowerCase()}`,
  label,
  current: index === 0,
}));

export function ControlsGallery() {
  return (
    <div className="grid gap-5">
      <Section title="Buttons">
        <Card className="grid gap-3.5">
          <div className="flex flex-wrap gap-2">
            <Button variant="accent">Hand to win10</Button>
            <Button variant="solid">Save</Button>
            <Button>Start</Button>
            <Button variant="quiet">Show me first</Button>
            <Button variant="bare">Cancel</Button>
            <Button variant="danger">Force off</Button>
            <Button icon={Pause}>Pause</Button>
            <Button busy>Start</Button>
            <Button busy icon={Power}>
              Shut down
            </Button>
            <Button disabled>Save</Button>
            <IconButton icon={Ellipsis} label="More" outlined />
            <IconButton icon={X} label="Clear" />
          </div>
          <Button variant="accent" big iconEnd={ArrowRight}>
            Hand to win10
          </Button>
          <Button reason="The GPU is moving to win10">Start</Button>
          <div className="flex flex-wrap gap-2">
            <Menu
              label="Machine"
              icon={Ellipsis}
              iconOnly
              items={[
                { label: 'Take a picture', icon: Camera, onSelect: () => notify({ title: 'Picture saved' }) },
                { label: 'Pause', icon: Pause, onSelect: () => undefined, reason: 'It is paused already' },
                { label: 'Force off', icon: Power, onSelect: () => undefined, danger: true, separated: true },
              ]}
            />
            <Button onClick={() => notify({ title: 'Profile saved', detail: 'Used at the next start.' })}>
              A message
            </Button>
            <Button
              onClick={() => notify({ title: 'The disk is full', tone: 'bad', detail: '/srv/baton has 0 bytes left.' })}
            >
              A bad one
            </Button>
          </div>
          <Label words="Machine states: shape and word">
            <div className="grid grid-cols-2 gap-2">
              {GLYPHS.map(([state, word]) => (
                <span key={state} className="flex items-center gap-2">
                  <Glyph state={state} />
                  {word}
                </span>
              ))}
              <span className="flex items-center gap-2">
                <BatonPill kind="holds" />
                Holds the GPU
              </span>
              <span className="flex items-center gap-2">
                <BatonPill kind="wants" />
                Wants the GPU
              </span>
            </div>
          </Label>
          <Label words="Chips">
            <div className="flex flex-wrap gap-1.5">
              <Chip icon={Zap}>Awake</Chip>
              <Chip icon={Moon}>Asleep (D3cold)</Chip>
              <Chip tone="baton">Holds the GPU</Chip>
              <Chip tone="warn">2 warnings</Chip>
              <Chip tone="bad">Crashed</Chip>
              <HolderChip name="kicad-freecad-workbench-2026" />
            </div>
          </Label>
          <Tabs label="win10" tabs={TABS} />
        </Card>
      </Section>
      <FieldsGallery />
    </div>
  );
}

function FieldsGallery() {
  const [system, setSystem] = useState('debian');
  const [cores, setCores] = useState(3);
  return (
    <Section title="Fields">
      <Card className="grid gap-3.5">
        <Input icon={Search} placeholder="Search the log" aria-label="Search the log" end="2 of 5" />
        <Field label="Name" error="A machine named win10 is there already.">
          <Input defaultValue="win10" />
        </Field>
        <Field label="Disk" hint="Where the disk image is kept.">
          <Select defaultValue="srv">
            <option value="srv">/srv/baton</option>
            <option value="home">/home/anna/machines</option>
          </Select>
        </Field>
        <Field label="Extra arguments">
          <Textarea mono rows={2} defaultValue="-rtc base=localtime" />
        </Field>
        <div className="flex items-center justify-between">
          <span>Cores</span>
          <Stepper label="Cores" value={cores} onChange={setCores} min={1} max={4} />
        </div>
        <Switch label="Start with the laptop" hint="When Baton starts, so does this machine." defaultChecked />
        <Switch label="Hugepages" />
        <Segmented
          label="Distribution"
          value={system}
          onChange={setSystem}
          options={[
            { value: 'debian', label: 'Debian 12' },
            { value: 'fedora', label: 'Fedora' },
            { value: 'arch', label: 'Arch' },
          ]}
        />
      </Card>
    </Section>
  );
}
