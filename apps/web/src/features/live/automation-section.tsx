'use client';
import type { AutomationView } from '@baton/api/live/automation';
import type { MachineView } from '@baton/api/views';
import type { Automation, Schedule } from '@baton/model/automation/automation';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { QueryFailed } from '@/lib/query-failed';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Section, SectionLink } from '@/ui/section';
import { SkeletonCard } from '@/ui/skeleton';
import { Switch } from '@/ui/switch';
import { AutostartFields } from './autostart-fields';
import { ScheduleSheet } from './schedule-sheet';
import { comingWords, scheduleWords, verbOfSchedule } from './schedule-words';
import { StartAfter } from './start-after';

/** What the machine does without being asked: at the host's start, by the clock, after another one. */
export function AutomationSection({ machine }: { machine: MachineView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const found = useQuery(trpc.automation.view.queryOptions({ id: machine.id }));
  const forbidden = useAllowed('profile.edit');
  /** Place of the schedule that is being changed; its length = a new one. */
  const [asked, setAsked] = useState<number>();
  const place = useRef<HTMLDivElement>(null);
  const refresh = () => void queries.invalidateQueries({ queryKey: trpc.automation.pathKey() });
  const set = useMutation(trpc.automation.set.mutationOptions({ onSettled: refresh }));
  const view = found.data as AutomationView | undefined;
  const isThere = view !== undefined;
  useEffect(() => {
    // Who comes from the list of all that happens by itself wants to change this, and it was not there to scroll to.
    if (isThere && window.location.hash === '#automation') place.current?.closest('section')?.scrollIntoView();
  }, [isThere]);
  if (found.isError) {
    return (
      <Section title="Automation">
        <QueryFailed error={found.error} onRetry={found.refetch} />
      </Section>
    );
  }
  if (!view) return <SkeletonCard className="h-40" label="Loading the automation" />;
  const { autostart, schedules } = view;
  const save = (changed: Partial<Automation>, onSuccess?: () => void) =>
    set.mutate({ id: machine.id, automation: { autostart, schedules: [...schedules], ...changed } }, { onSuccess });
  const replace = (at: number, schedule: Schedule | null) => {
    const next: Schedule[] = schedules.map((known, index) => (index === at && schedule ? schedule : known));
    if (schedule === null) next.splice(at, 1);
    else if (at === schedules.length) next.push(schedule);
    return next;
  };
  return (
    <Section title="Automation" action={comingWords(view)} className="scroll-mt-10">
      <Card className="grid gap-3">
        <AutostartFields autostart={autostart} forbidden={forbidden} onChange={(next) => save({ autostart: next })} />
        <StartAfter machine={machine} after={view.startsAfter} onChanged={refresh} />
      </Card>
      {schedules.length > 0 && (
        <Card>
          <ul aria-label="Schedules" className="grid gap-1">
            {schedules.map((schedule, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a schedule is known by its place
              <li key={at} className="flex items-center gap-2">
                <Switch
                  className="flex-1"
                  label={`${verbOfSchedule(schedule.verb)} at ${schedule.time}`}
                  hint={scheduleWords(schedule)}
                  checked={schedule.enabled}
                  disabled={forbidden !== undefined}
                  onChange={(event) => save({ schedules: replace(at, { ...schedule, enabled: event.target.checked }) })}
                />
                {!forbidden && (
                  <Button variant="bare" onClick={() => setAsked(at)}>
                    Edit<span className="sr-only"> the schedule at {schedule.time}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <div ref={place} className="flex flex-wrap items-center justify-between gap-3">
        <Button reason={forbidden} onClick={() => setAsked(schedules.length)}>
          Add a schedule
        </Button>
        <SectionLink href="/automation">Automation of all machines</SectionLink>
      </div>
      {asked === undefined && set.isError && <ProblemNote error={set.error} />}
      {asked !== undefined && (
        <ScheduleSheet
          schedule={schedules[asked]}
          busy={set.isPending}
          error={set.error}
          onSave={(schedule) => save({ schedules: replace(asked, schedule) }, () => setAsked(undefined))}
          onDelete={() => save({ schedules: replace(asked, null) }, () => setAsked(undefined))}
          onClose={() => {
            set.reset();
            setAsked(undefined);
          }}
        />
      )}
    </Section>
  );
}
