'use client';
import type { HostPciCandidate } from '@baton/model/host/hardware';
import type { HostPci } from '@baton/model/profile/devices';
import { Card } from '@/ui/card';
import { EmptyState } from '@/ui/empty-state';
import { Section } from '@/ui/section';
import { Switch } from '@/ui/switch';
import { GroupFrame, Said, Spot } from '../controls/field-frame';
import { useEditor, useField } from '../editor';

const KINDS = {
  'usb-controller': 'USB controller',
  nvme: 'NVMe drive',
  audio: 'Sound card',
  network: 'Network card',
  other: 'Device',
} satisfies Record<HostPciCandidate['kind'], string>;

const REFUSED = {
  'in-use': 'The host uses it now.',
  'shared-group': 'It shares its group with other devices, which would have to go along.',
  'no-iommu': 'The host has no IOMMU switched on, without which nothing can be lent.',
  'host-disk': 'The host runs from it, or has it mounted.',
  'host-input': 'The host’s keyboard or mouse hangs on it.',
} satisfies Record<NonNullable<HostPciCandidate['refused']>, string>;

/** Devices besides the GPU that are lent by the same rules. What cannot be lent says why. */
export function PciDevices() {
  const { hardware } = useEditor();
  const field = useField<readonly HostPci[]>('pci');
  const candidates = hardware?.pci ?? [];
  const gone = field.value.filter(({ address }) => !candidates.some((known) => known.address === address));
  const take = (address: string, on: boolean) =>
    field.set(on ? [...field.value, { address }] : field.value.filter((chosen) => chosen.address !== address));
  return (
    <Section title="PCI devices">
      <GroupFrame
        path="pci"
        field={field}
        label=""
        hint={candidates.length > 0 ? 'They move with the machine, as the GPU does.' : undefined}
      >
        {candidates.length === 0 && gone.length === 0 ? (
          <EmptyState title={hardware ? 'Nothing to lend' : 'Looking'}>
            {hardware && 'The host has no other device that a machine could get.'}
          </EmptyState>
        ) : (
          <Card flush className="divide-y divide-line">
            {candidates.map((device) => {
              const index = field.value.findIndex(({ address }) => address === device.address);
              return (
                <Candidate
                  key={device.address}
                  device={device}
                  index={index}
                  onChange={(on) => take(device.address, on)}
                />
              );
            })}
            {gone.map(({ address }) => (
              <Switch
                key={address}
                className="px-4 py-2"
                label={address}
                hint="The host has no such device now."
                checked
                onChange={() => take(address, false)}
              />
            ))}
          </Card>
        )}
      </GroupFrame>
    </Section>
  );
}

interface CandidateProps {
  device: HostPciCandidate;
  /** Its place in the profile; -1 = not chosen. */
  index: number;
  onChange: (on: boolean) => void;
}

function Candidate({ device, index, onChange }: CandidateProps) {
  const { name, kind, address, driver, refused } = device;
  const why = refused && REFUSED[refused];
  const control = (
    <Switch
      className="px-4 py-2"
      label={name}
      hint={
        <>
          {KINDS[kind]} <span className="mono">{address}</span>
          {driver && `, ${driver}`}
          {why && <span className="block">{why}</span>}
        </>
      }
      checked={index !== -1}
      // One that is refused can be taken off.
      disabled={why !== null && index === -1}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
  return index === -1 ? control : <Chosen path={`pci.${index}`}>{control}</Chosen>;
}

function Chosen({ path, children }: { path: string; children: React.ReactNode }) {
  const field = useField<HostPci>(path, { deep: true });
  return (
    <Spot path={path}>
      {children}
      <div className="grid gap-2 px-4 empty:hidden has-[*]:pb-3">
        <Said field={field} />
      </div>
    </Spot>
  );
}
