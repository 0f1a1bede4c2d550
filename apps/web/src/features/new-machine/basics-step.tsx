'use client';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { DiscPicker } from '@/features/library/disc-picker';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Section } from '@/ui/section';
import type { Coming, DiscPlace, StepProps } from './facts';
import { WindowsNeeds } from './windows-needs';

interface BasicsStepProps extends StepProps {
  template: ProfileDraft;
  nameError: string | undefined;
  coming: Coming;
  onComing: (disc: DiscPlace, name: string) => void;
}

/** What it is called and what it starts from. */
export function BasicsStep({ answers, change, facts, template, nameError, coming, onComing }: BasicsStepProps) {
  const windows = template.guest === 'windows';
  return (
    <>
      <Section title="What it is called">
        <Card>
          <Field
            label="Name"
            error={nameError}
            hint={nameError ? undefined : 'As it is called on every page. It can be changed.'}
          >
            <Input
              value={answers.name}
              onChange={(event) => change({ name: event.target.value })}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        </Card>
      </Section>
      <Section title="What it starts from">
        <Card>
          <DiscPicker
            label={windows ? 'Windows 11 ISO image' : 'ISO image'}
            none="None yet"
            files={facts.files}
            value={answers.iso}
            onChange={(iso) => change({ iso })}
            coming={coming.iso ?? null}
            onComing={(name) => onComing('iso', name)}
            hint={windows ? WINDOWS_ISO : 'The installer, or a live system. It can be put in later, too.'}
          />
        </Card>
      </Section>
      {windows && (
        <>
          <Section title="Drivers">
            <Card>
              <DiscPicker
                label="virtio-win ISO, in a second drive"
                none="Without drivers"
                files={facts.files}
                value={answers.drivers}
                onChange={(drivers) => change({ drivers })}
                coming={coming.drivers ?? null}
                onComing={(name) => onComing('drivers', name)}
                hint={<VirtioWin />}
              />
            </Card>
          </Section>
          {template.machine.firmware.kind === 'uefi' && <WindowsNeeds hardware={facts.hardware} />}
        </>
      )}
    </>
  );
}

const WINDOWS_ISO = 'Microsoft offers it as “Download Windows 11 Disk Image (ISO) for x64 devices”.';

function VirtioWin() {
  return (
    <>
      Not needed for the setup: disk and network are of a kind that Windows knows. The drivers make both faster
      afterwards, and bring the guest agent. The Fedora project offers them as one ISO: fetch{' '}
      <span className="mono wrap-anywhere">virtio-win.iso</span> from{' '}
      <span className="mono wrap-anywhere">github.com/virtio-win/virtio-win-pkg-scripts</span> and upload it here.
    </>
  );
}
