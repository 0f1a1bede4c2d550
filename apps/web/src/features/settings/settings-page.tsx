'use client';
import { useMutation } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import AlertSettings from '@/features/alerts/alert-settings';
import { useBeginAnew, useTRPC } from '@/lib/agent';
import { wordsOf } from '@/lib/problem';
import { useSession } from '@/lib/session-gate';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Note } from '@/ui/note';
import { Section, SectionLink } from '@/ui/section';
import { Columns, Page, Stack } from '@/ui/shell/page';
import { About } from './about';
import { Appearance } from './appearance';
import { AutomationSummary } from './automation-summary';
import { ChangePassword } from './change-password';
import { Metrics } from './metrics';
import { SessionList } from './session-list';

/** Your account, how it looks, and what this host is. */
export function SettingsPage() {
  return (
    <Page title="Settings">
      <Columns>
        <Stack>
          <Section title="Account">
            <Account />
          </Section>
          <Section title="Password">
            <ChangePassword />
          </Section>
          <Section title="Where you are logged in">
            <SessionList />
          </Section>
          <Section title="Appearance">
            <Appearance />
          </Section>
          <Section title="Automation" action={<SectionLink href="/automation">Show all</SectionLink>}>
            <AutomationSummary />
          </Section>
        </Stack>
        <Stack>
          <Section title="Alerts">
            <AlertSettings />
          </Section>
          <Section title="Metrics">
            <Metrics />
          </Section>
          <Section title="About" action={<SectionLink href="/library">Library</SectionLink>}>
            <About />
          </Section>
        </Stack>
      </Columns>
    </Page>
  );
}

const ROLE_WORDS = {
  admin: 'May do everything on this host',
  operator: 'May use the machines and move the GPU, and change no profile',
  viewer: 'May look, and change nothing',
};

function Account() {
  const trpc = useTRPC();
  const { actor } = useSession();
  const beginAnew = useBeginAnew();
  const logOut = useMutation(trpc.session.logout.mutationOptions({ onSuccess: beginAnew }));
  return (
    <>
      <Card className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <b className="block truncate font-semibold">{actor.name}</b>
          <span className="text-small text-ink-2">{ROLE_WORDS[actor.role]}</span>
        </div>
        <Button icon={LogOut} busy={logOut.isPending} onClick={() => logOut.mutate()}>
          Log out
        </Button>
      </Card>
      {logOut.error && (
        <Note tone="bad" role="alert" title={wordsOf(logOut.error).title}>
          {wordsOf(logOut.error).what} {wordsOf(logOut.error).next}
        </Note>
      )}
    </>
  );
}
