'use client';
import type { AlertView } from '@baton/api/live/alerts';
import { useMutation } from '@tanstack/react-query';
import { Cpu, HardDrive, Monitor } from 'lucide-react';
import { useTRPC } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { wordsOf } from '@/lib/problem';
import { QueryFailed } from '@/lib/query-failed';
import { momentWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { EmptyState } from '@/ui/empty-state';
import { Icon } from '@/ui/icon';
import { List, ListRow } from '@/ui/list';
import { Note } from '@/ui/note';
import { SectionLink } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { NotificationChoice } from './notification-choice';
import { useAlerts } from './use-alerts';

const SIGN = { machine: Monitor, gpu: Cpu, host: HardDrive };

/** Every alert that is kept, in words: what is still so first. */
export default function AlertsSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const trpc = useTRPC();
  const alerts = useAlerts();
  const nowMs = useNow(60_000);
  const seeing = useMutation(trpc.alert.markSeen.mutationOptions());
  const fresh = alerts.data?.filter(({ seen }) => !seen).map(({ id }) => id) ?? [];
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="Alerts"
      closeLabel="Close"
      description={<SectionLink href="/settings">Rules and webhook</SectionLink>}
    >
      {alerts.isError && <QueryFailed error={alerts.error} onRetry={alerts.refetch} />}
      {alerts.data?.length === 0 && (
        <EmptyState title="Nothing to tell">
          A GPU that is too hot, storage that is nearly full, and a machine that stops by itself will stand here.
        </EmptyState>
      )}
      {fresh.length > 0 && (
        <div>
          <Button busy={seeing.isPending} onClick={() => seeing.mutate({ ids: fresh })}>
            Mark all as seen
          </Button>
        </div>
      )}
      {seeing.error && (
        <Note tone="bad" role="alert" title={wordsOf(seeing.error).title}>
          {wordsOf(seeing.error).what}
        </Note>
      )}
      {alerts.data && alerts.data.length > 0 && (
        <List label="Alerts">
          {alerts.data.map((alert) => (
            <AlertRow key={alert.id} alert={alert} nowMs={nowMs} />
          ))}
        </List>
      )}
      <NotificationChoice />
    </Sheet>
  );
}

function AlertRow({ alert, nowMs }: { alert: AlertView; nowMs: number }) {
  const { title, text, subject, raisedAt, clearedAt, seen } = alert;
  return (
    <ListRow
      wrap
      leading={<Icon as={SIGN[subject.kind]} className="self-start text-ink-2" />}
      name={title}
      nameAfter={!seen && <Chip>New</Chip>}
      sub={
        <>
          {text}
          <span className="mt-1 flex flex-wrap items-center gap-2">
            {momentWords(raisedAt, nowMs)}
            {clearedAt === null ? <Chip tone="warn">Still so</Chip> : `, over since ${momentWords(clearedAt, nowMs)}`}
          </span>
        </>
      }
    />
  );
}
