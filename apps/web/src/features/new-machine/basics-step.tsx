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
      <Section title="Name">
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
      <Section title="Disc">
        <Card>
          <DiscPicker
            label={windows ? 'Windows 11 ISO' : 'ISO to start from'}
            none="No disc yet"
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
                label="virtio-win ISO, as a second disc"
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
      Windows does not bring the drivers for virtio devices, such as the network card. The Fedora project offers them as
      one ISO: fetch <span className="mono wrap-anywhere">virtio-win.iso</span> from{' '}
      <span className="mono wrap-anywhere">github.com/virtio-win/virtio-win-pkg-scripts</span>, then upload it here.
      Once Windows runs, start the installer on that disc.
    </>
  );
}
