import type { HostHardware } from '@baton/model/host/hardware';
import { Check, TriangleAlert } from 'lucide-react';
import { Icon } from '@/ui/icon';
import { List, ListRow } from '@/ui/list';
import { Section } from '@/ui/section';

/** What the setup of Windows 11 insists on, and whether this host can give it. */
export function WindowsNeeds({ hardware }: { hardware: Pick<HostHardware, 'tpm' | 'firmware'> }) {
  const secureBoot = hardware.firmware.some((firmware) => firmware.secureBoot);
  return (
    <Section title="What its setup asks for">
      <List label="What its setup asks for">
        <Need met={hardware.tpm} name="TPM 2.0">
          {hardware.tpm
            ? 'Played by swtpm, with a state of its own for this machine'
            : 'swtpm is not installed on this host, so the setup will refuse. Install the package swtpm, then come back.'}
        </Need>
        <Need met={secureBoot} name="Secure Boot">
          {secureBoot
            ? 'UEFI firmware with Microsoft’s keys is installed'
            : 'No UEFI firmware with enrolled keys is installed, so the setup will refuse. Install the package ovmf, then come back.'}
        </Need>
      </List>
    </Section>
  );
}

function Need({ met, name, children }: { met: boolean; name: string; children: string }) {
  return (
    <ListRow
      leading={<Icon as={met ? Check : TriangleAlert} className={met ? 'text-ink-2' : 'text-warn'} />}
      name={
        <>
          {name}
          <span className="sr-only">{met ? ': there' : ': missing'}</span>
        </>
      }
      sub={children}
      wrap
    />
  );
}
