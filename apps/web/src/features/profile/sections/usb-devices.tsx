'use client';
import type { HostUsbDevice } from '@baton/model/host/hardware';
import type { HostUsb } from '@baton/model/profile/devices';
import { Plus, Usb } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { OptionButton } from '@/ui/option-button';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { ChoiceControl } from '../controls/choice-control';
import { DigitsControl } from '../controls/digits-control';
import { GroupFrame } from '../controls/field-frame';
import { ItemCard } from '../controls/item-card';
import { SwitchControl } from '../controls/switch-control';
import { TextControl } from '../controls/text-control';
import { useEditor, useField } from '../editor';
import { usbName } from '../item-words';
import { without } from '../list-edits';
import { useAdded } from '../use-added';

const USB_MAX = 16;

/** USB devices of the host that the guest gets. */
export function UsbDevices() {
  const { hardware } = useEditor();
  const field = useField<readonly HostUsb[]>('usb');
  const [picking, setPicking] = useState(false);
  const added = useAdded(field.value.length);
  const add = (
    <Button
      icon={Plus}
      className="w-fit"
      reason={field.value.length >= USB_MAX ? `A machine gets at most ${USB_MAX} of them.` : undefined}
      onClick={() => setPicking(true)}
    >
      Add a USB device
    </Button>
  );
  return (
    <Section title="USB devices">
      <GroupFrame path="usb" field={field} label="">
        {field.value.length === 0 ? (
          <EmptyState title="No USB device" action={add}>
            Give the guest a stick, a headset or a controller. The host does not see it meanwhile.
          </EmptyState>
        ) : (
          <div className="grid gap-3">
            {field.value.map((device, index) => (
              <ItemCard
                // biome-ignore lint/suspicious/noArrayIndexKey: a device is its place in the list
                key={index}
                path={`usb.${index}`}
                icon={Usb}
                title={usbName(device, hardware?.usb)}
                sub={howFound(device)}
                initiallyOpen={added(index)}
                removeLabel="Take this device off"
                onRemove={() => field.set(without(field.value, index))}
              >
                <UsbFields path={`usb.${index}`} />
              </ItemCard>
            ))}
            {add}
          </div>
        )}
      </GroupFrame>
      <PickSheet
        open={picking}
        onClose={() => setPicking(false)}
        onPick={(device) => {
          field.set([...field.value, device]);
          setPicking(false);
        }}
      />
    </Section>
  );
}

function howFound({ select, required }: HostUsb): string {
  const how = select.by === 'id' ? `${select.vendorId}:${select.productId}` : `Bus ${select.bus}, port ${select.port}`;
  return required ? `${how}, required` : how;
}

function UsbFields({ path }: { path: string }) {
  const { hardware } = useEditor();
  const field = useField<HostUsb>(path);
  const { select } = field.value;
  const present = hardware?.usb.find((known) => isThis(known, field.value));
  const choose = (by: string | null) => {
    if (by === select.by) return;
    const id = { by: 'id', vendorId: present?.vendorId ?? '', productId: present?.productId ?? '' } as const;
    const port = { by: 'port', bus: present?.bus ?? 1, port: present?.port ?? '' } as const;
    field.set({ ...field.value, select: by === 'id' ? id : port });
  };
  return (
    <>
      <ChoiceControl
        path={`${path}.select`}
        as="list"
        value={select.by}
        onChange={choose}
        more={{
          id: (
            <div className="grid grid-cols-2 gap-3">
              <TextControl path={`${path}.select.vendorId`} mono />
              <TextControl path={`${path}.select.productId`} mono />
            </div>
          ),
          port: (
            <div className="grid grid-cols-2 gap-3">
              <DigitsControl path={`${path}.select.bus`} />
              <TextControl path={`${path}.select.port`} mono />
            </div>
          ),
        }}
      />
      <SwitchControl path={`${path}.required`} />
    </>
  );
}

function isThis(known: HostUsbDevice, { select }: HostUsb): boolean {
  return select.by === 'id'
    ? known.vendorId === select.vendorId && known.productId === select.productId
    : known.bus === select.bus && known.port === select.port;
}

interface PickSheetProps {
  open: boolean;
  onClose: () => void;
  onPick: (device: HostUsb) => void;
}

/** The devices that are plugged in now, and a way to name one that is not. */
function PickSheet({ open, onClose, onPick }: PickSheetProps) {
  const { hardware } = useEditor();
  const devices = hardware?.usb ?? [];
  return (
    <Sheet open={open} onOpenChange={(next) => !next && onClose()} title="Add a USB device">
      {devices.length === 0 && <p className="text-ink-2">Nothing is plugged in that could be lent.</p>}
      {devices.map((device) => (
        <OptionButton
          key={`${device.bus} ${device.port}`}
          verb={device.name}
          consequence={`${device.vendorId}:${device.productId}, bus ${device.bus}, port ${device.port}`}
          icon={Usb}
          onClick={() =>
            onPick({ select: { by: 'id', vendorId: device.vendorId, productId: device.productId }, required: false })
          }
        />
      ))}
      <OptionButton
        verb="Another one"
        consequence="Type its ids, or the socket that it will be plugged into."
        icon={Plus}
        onClick={() => onPick({ select: { by: 'id', vendorId: '', productId: '' }, required: false })}
      />
    </Sheet>
  );
}
