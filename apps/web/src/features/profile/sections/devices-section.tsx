'use client';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { ChoiceControl } from '../controls/choice-control';
import { SwitchControl } from '../controls/switch-control';
import { EvdevDevices } from './evdev-devices';
import { PciDevices } from './pci-devices';
import { UsbDevices } from './usb-devices';

/** What the machine takes from the host, and what it is pointed and typed with. */
export default function DevicesSection() {
  return (
    <>
      <UsbDevices />
      <PciDevices />
      <Section title="Keyboard and pointer">
        <Card className="grid gap-5">
          <ChoiceControl path="input.pointer" as="segments" />
          <SwitchControl path="input.virtio" />
          <EvdevDevices />
        </Card>
      </Section>
    </>
  );
}
