'use client';
import type { MachineView } from '@baton/api/views';
import { DisksSection } from './disks-section';
import { DrivesSection } from './drives-section';
import { UsbSection } from './usb-section';

/** What a machine has in its hands now: drives, USB devices, disks and their snapshots. */
export function LiveSections({ machine }: { machine: MachineView }) {
  return (
    <>
      <DrivesSection machine={machine} />
      <UsbSection machine={machine} />
      <DisksSection machine={machine} />
    </>
  );
}
