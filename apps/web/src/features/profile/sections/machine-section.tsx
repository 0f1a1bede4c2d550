'use client';
import type { Firmware, Smbios } from '@baton/model/profile/machine';
import { Card } from '@/ui/card';
import { Note } from '@/ui/note';
import { Section } from '@/ui/section';
import { ChoiceControl } from '../controls/choice-control';
import { SwitchControl } from '../controls/switch-control';
import { TextControl } from '../controls/text-control';
import { useEditor, useField } from '../editor';
import { MachineType } from './machine-type';

const NO_SMBIOS: Smbios = { manufacturer: null, product: null, version: null, serial: null, sku: null, family: null };

/** The board: firmware, clock, what happens when the guest ends, and help for cards without outputs. */
export default function MachineSection() {
  return (
    <>
      <Section title="Firmware">
        <Card className="grid gap-5">
          <FirmwareFields />
          <SwitchControl path="machine.tpm" />
          <SwitchControl path="machine.bootMenu" />
        </Card>
      </Section>
      <Section title="Machine">
        <Card className="grid gap-5">
          <MachineType />
          <ChoiceControl path="machine.clock" as="segments" />
          <SwitchControl path="machine.hpet" />
          <SwitchControl path="machine.sleep" />
          <SmbiosFields />
        </Card>
      </Section>
      <Section title="When something happens">
        <Card className="grid gap-5">
          <ChoiceControl path="machine.onShutdown" as="segments" />
          <ChoiceControl path="machine.onReboot" as="segments" />
          <ChoiceControl path="machine.onPanic" as="segments" />
          <ChoiceControl path="machine.watchdog" as="menu" />
        </Card>
      </Section>
      <Section title="Help for cards without outputs">
        <Card className="grid gap-5">
          <SwitchControl path="muxless.romTable" />
          <SwitchControl path="muxless.battery" />
        </Card>
      </Section>
    </>
  );
}

function FirmwareFields() {
  const { values, hardware, set } = useEditor();
  const { firmware } = values.machine;
  const choose = (kind: string | null) => {
    const next: Firmware = kind === 'bios' ? { kind } : { kind: 'uefi', secureBoot: false, flash: 'auto' };
    if (kind !== firmware.kind) set('machine.firmware', next);
  };
  return (
    <>
      <ChoiceControl path="machine.firmware" as="segments" value={firmware.kind} onChange={choose} />
      {firmware.kind === 'uefi' && (
        <>
          {hardware && hardware.firmware.length === 0 && (
            <Note title="The host has no UEFI for machines">Install OVMF (Debian: ovmf), or choose BIOS.</Note>
          )}
          <SwitchControl path="machine.firmware.secureBoot" />
          <ChoiceControl path="machine.firmware.flash" as="segments" />
        </>
      )}
    </>
  );
}

function SmbiosFields() {
  const { value, set } = useField<Smbios | null>('machine.smbios');
  return (
    <>
      <SwitchControl path="machine.smbios" checked={value !== null} onChange={(on) => set(on ? NO_SMBIOS : null)} />
      {value && (
        <div className="grid gap-4 desk:grid-cols-2">
          {Object.keys(NO_SMBIOS).map((key) => (
            <TextControl key={key} path={`machine.smbios.${key}`} nullable />
          ))}
        </div>
      )}
    </>
  );
}
