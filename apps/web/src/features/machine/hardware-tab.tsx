'use client';
import type { MachineView } from '@baton/api/views';
import { refusalWords } from '@baton/model/describe';
import { refusal } from '@baton/model/machine/actions';
import { useQuery } from '@tanstack/react-query';
import { Copy, Pencil, Share, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { AutomationSection } from '@/features/live/automation-section';
import { LiveSections } from '@/features/live/live-sections';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { Button, ButtonLink } from '@/ui/button';
import { Card } from '@/ui/card';
import { KeyValue } from '@/ui/key-value';
import { Note } from '@/ui/note';
import { Section } from '@/ui/section';
import { Columns, Stack } from '@/ui/shell/page';
import { SkeletonCard } from '@/ui/skeleton';
import { CommandLine } from './command-line';
import { ProblemNote } from './problem-note';
import { profileItems } from './profile-items';
import ProfileSheets, { type ProfileSheet } from './profile-sheets';

/** What can be changed while it runs, the profile in words, what QEMU is told, and what can be done with the profile. */
export default function HardwareTab({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const profile = useQuery(trpc.profile.get.queryOptions({ id: machine.id }));
  const [sheet, setSheet] = useState<ProfileSheet>();
  const forbidden = useAllowed('profile.edit');
  const refused = refusal('delete', machine.state);
  if (!profile.data) {
    return profile.isError ? (
      <ProblemNote error={profile.error} onRetry={() => void profile.refetch()} />
    ) : (
      <SkeletonCard className="h-80" label="Loading the profile" />
    );
  }
  const { definition, differsFromRunning } = profile.data;
  return (
    <>
      {differsFromRunning && (
        <Note tone="plain" title="Changed since it was started">
          What you see here applies at the next start.
        </Note>
      )}
      <Columns>
        <Stack>
          <LiveSections machine={machine} />
          <AutomationSection machine={machine} />
        </Stack>
        <Stack>
          <Section title="Profile">
            <Card>
              <KeyValue items={profileItems(definition)} />
            </Card>
            <div className="flex flex-wrap gap-2 pt-1">
              {forbidden ? (
                <Button icon={Pencil} reason={forbidden}>
                  Edit
                </Button>
              ) : (
                <ButtonLink icon={Pencil} variant="solid" href={`/profile?id=${encodeURIComponent(machine.id)}`}>
                  Edit
                </ButtonLink>
              )}
              {!forbidden && (
                <Button icon={Copy} onClick={() => setSheet('duplicate')}>
                  Duplicate
                </Button>
              )}
              <Button icon={Share} onClick={() => setSheet('export')}>
                Export
              </Button>
              {!forbidden && (
                <Button
                  icon={Trash2}
                  reason={refused && refusalWords('delete', refused.state, machine.name)}
                  onClick={() => setSheet('delete')}
                >
                  Delete
                </Button>
              )}
            </div>
          </Section>
        </Stack>
      </Columns>
      <CommandLine machine={machine} revision={profile.data.revision} />
      <ProfileSheets machine={machine} sheet={sheet} onClose={() => setSheet(undefined)} />
    </>
  );
}
