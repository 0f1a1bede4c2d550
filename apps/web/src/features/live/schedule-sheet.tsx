'use client';
import type { Schedule } from '@baton/model/automation/automation';
import clsx from 'clsx';
import { type FormEvent, useId, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Segmented } from '@/ui/segmented';
import { Sheet } from '@/ui/sheet';
import { WEEKDAYS } from './schedule-words';

interface ScheduleSheetProps {
  /** undefined = a new one. */
  schedule: Schedule | undefined;
  busy: boolean;
  error: unknown;
  onSave: (schedule: Schedule) => void;
  onDelete: () => void;
  onClose: () => void;
}

const NEW: Schedule = { verb: 'start', weekdays: [1, 2, 3, 4, 5], time: '07:30', enabled: true };

/** What is done, on which days, and when. By the host's clock. */
export function ScheduleSheet({ schedule, busy, error, onSave, onDelete, onClose }: ScheduleSheetProps) {
  const formId = useId();
  const [draft, setDraft] = useState<Schedule>(schedule ?? NEW);
  const timeIsGood = /^([01]\d|2[0-3]):[0-5]\d$/.test(draft.time);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (timeIsGood && draft.weekdays.length > 0) onSave(draft);
  };
  const toggle = (day: number) => {
    const weekdays = draft.weekdays.includes(day)
      ? draft.weekdays.filter((known) => known !== day)
      : [...draft.weekdays, day].sort((a, b) => a - b);
    setDraft({ ...draft, weekdays });
  };
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={schedule ? 'Change the schedule' : 'Add a schedule'}
      description="By the clock of the laptop. What is over five minutes late, because it was off or asleep, is left out and told in Activity."
      footer={
        <>
          <Button
            big
            type="submit"
            form={formId}
            variant="solid"
            className="desk:w-full"
            busy={busy}
            reason={draft.weekdays.length === 0 ? 'Choose at least one day.' : undefined}
          >
            Save
          </Button>
          {schedule && (
            <Button variant="bare" onClick={onDelete}>
              Delete the schedule
            </Button>
          )}
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
        <Segmented
          full
          label="What is done"
          value={draft.verb}
          onChange={(verb) => setDraft({ ...draft, verb })}
          options={[
            { value: 'start', label: 'Start' },
            { value: 'shut-down', label: 'Shut down' },
          ]}
        />
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 text-small font-medium text-ink-2">Days</legend>
          <div className="grid grid-cols-7 gap-1.5">
            {WEEKDAYS.map((name, index) => (
              <Weekday
                key={name}
                name={name}
                chosen={draft.weekdays.includes(index + 1)}
                onToggle={() => toggle(index + 1)}
              />
            ))}
          </div>
        </fieldset>
        <Field label="Time" error={timeIsGood ? undefined : 'Write a time as 07:30.'}>
          <Input
            type="time"
            value={draft.time}
            onChange={(event) => setDraft({ ...draft, time: event.target.value })}
          />
        </Field>
      </form>
      {error != null && <ProblemNote error={error} />}
    </Sheet>
  );
}

function Weekday({ name, chosen, onToggle }: { name: string; chosen: boolean; onToggle: () => void }) {
  return (
    <label
      className={clsx(
        'press relative grid min-h-11 place-items-center rounded-control border text-small font-medium',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink-1',
        chosen ? 'border-solid bg-solid text-on-solid' : 'border-line-strong text-ink-2',
      )}
    >
      <input
        type="checkbox"
        checked={chosen}
        onChange={onToggle}
        className="absolute inset-0 cursor-pointer opacity-0"
      />
      {name}
    </label>
  );
}
