'use client';
import type { BatteryGuard } from '@baton/model/power/battery';
import { Card } from '@/ui/card';
import { Note } from '@/ui/note';
import { Section } from '@/ui/section';
import { ChoiceControl } from '../controls/choice-control';
import { Fixes, Spot } from '../controls/field-frame';
import { SwitchControl } from '../controls/switch-control';
import { TextControl } from '../controls/text-control';
import { useEditor, useField } from '../editor';
import type { FormValues } from '../form-values';
import { BatteryField, NO_GUARD } from './battery-field';
import { RomField } from './rom-field';

/** Whether the machine wants the GPU, what the guest sees of it, and what becomes of it afterwards. */
export default function GpuSection() {
  const { values } = useEditor();
  return (
    <>
      <Section title="GPU">
        <Card className="grid gap-5">
          <SwitchControl path="gpu.wanted" />
          {values.gpu.wanted && <AfterExit />}
        </Card>
      </Section>
      {values.gpu.wanted && <ScreenStage />}
      {values.gpu.wanted && (
        <Section title="What the guest sees of the card">
          <Card className="grid gap-5">
            <RomField />
            <SwitchControl path="gpu.romBar" />
            <SubsystemField />
            <SwitchControl path="gpu.primary" />
          </Card>
        </Section>
      )}
    </>
  );
}

function AfterExit() {
  const battery = useField<BatteryGuard | null>('gpu.battery');
  const percent = useField<number>('gpu.battery.percent');
  return (
    <>
      <ChoiceControl path="gpu.afterExit" as="list" />
      <Spot path="gpu.battery">
        <BatteryField
          guard={battery.value ?? NO_GUARD}
          onChange={(guard) => battery.set(guard.when === 'never' ? null : guard)}
          error={percent.error ?? battery.error}
          warning={percent.warning ?? battery.warning}
        />
        <Fixes field={battery} />
      </Spot>
    </>
  );
}

/** The one switch between setting a guest up and using it with the card. */
function ScreenStage() {
  const { values } = useEditor();
  return (
    <Section title="Screen">
      <Card className="grid gap-4">
        <ChoiceControl path="display.stage" as="list" />
        {values.display.stage === 'gpu' && <SwitchControl path="display.keepVirtual" />}
        {values.display.stage === 'gpu' && !values.display.keepVirtual && (
          <Note tone="plain" title="The console in the browser will be empty">
            Make sure first that you reach the guest in another way: a monitor at the card, remote desktop, or Looking
            Glass.
          </Note>
        )}
      </Card>
    </Section>
  );
}

function SubsystemField() {
  const { values, set } = useEditor();
  const { from } = values.gpu.subsystem;
  const choose = (next: string | null) => {
    const given: FormValues['gpu']['subsystem'] = { from: 'given', vendorId: '', deviceId: '' };
    set('gpu.subsystem', next === 'given' ? given : { from: next });
  };
  return (
    <>
      <ChoiceControl path="gpu.subsystem" as="menu" value={from} onChange={choose} />
      {from === 'given' && (
        <div className="grid gap-4 desk:grid-cols-2">
          <TextControl path="gpu.subsystem.vendorId" mono />
          <TextControl path="gpu.subsystem.deviceId" mono />
        </div>
      )}
    </>
  );
}
