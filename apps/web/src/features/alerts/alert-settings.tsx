'use client';
import type { AlertRules } from '@baton/model/alert/alert';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { wordsOf } from '@/lib/problem';
import { QueryFailed } from '@/lib/query-failed';
import { Card } from '@/ui/card';
import { DisabledReason } from '@/ui/disabled-reason';
import { Field } from '@/ui/field';
import { Note } from '@/ui/note';
import { SkeletonCard } from '@/ui/skeleton';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';
import { NotificationChoice } from './notification-choice';
import { WebhookForm } from './webhook-form';

/** What is worth an alert, and where alerts go besides the bell. */
export default function AlertSettings() {
  const trpc = useTRPC();
  const rules = useQuery(trpc.alert.rules.queryOptions());
  const forbidden = useAllowed('host.configure');
  if (rules.isError) return <QueryFailed error={rules.error} onRetry={rules.refetch} />;
  if (!rules.data) return <SkeletonCard label="Loading the rules" />;
  return (
    <>
      <Card className="grid gap-4">
        <Rules rules={rules.data} forbidden={forbidden} />
        <NotificationChoice />
      </Card>
      {!forbidden && <WebhookForm />}
    </>
  );
}

/** Each choice is kept at once. */
function Rules({ rules, forbidden }: { rules: AlertRules; forbidden: string | undefined }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const key = trpc.alert.rules.queryKey();
  const saving = useMutation(
    trpc.alert.setRules.mutationOptions({
      onMutate: (next) => void queries.setQueryData(key, next),
      onError: () => queries.invalidateQueries({ queryKey: key }),
    }),
  );
  const change = (part: Partial<AlertRules>) => saving.mutate({ ...rules, ...part });
  const off = forbidden !== undefined;
  const { gpuHot, diskNearlyFull, machine } = rules;
  return (
    <>
      <Switch
        label="Machine trouble"
        hint="It stopped and nobody asked, its guest crashed, its disk is full, or memory failed."
        checked={machine.enabled}
        disabled={off}
        onChange={(event) => change({ machine: { enabled: event.target.checked } })}
      />
      <Switch
        label="GPU too hot"
        hint="For ten seconds, as far as somebody measures it."
        checked={gpuHot.enabled}
        disabled={off}
        onChange={(event) => change({ gpuHot: { ...gpuHot, enabled: event.target.checked } })}
      />
      {gpuHot.enabled && (
        <Field label="Too hot from, °C">
          <Stepper
            label="Too hot from, °C"
            {...{ min: 50, max: 120, value: gpuHot.celsius, disabled: off }}
            onChange={(celsius) => change({ gpuHot: { ...gpuHot, celsius } })}
          />
        </Field>
      )}
      <Switch
        label="Storage nearly full"
        hint="Looked at once a minute while a machine is up."
        checked={diskNearlyFull.enabled}
        disabled={off}
        onChange={(event) => change({ diskNearlyFull: { ...diskNearlyFull, enabled: event.target.checked } })}
      />
      {diskNearlyFull.enabled && (
        <Field label="Nearly full below, GiB free">
          <Stepper
            label="Nearly full below, GiB free"
            {...{ min: 1, max: 10_000, value: diskNearlyFull.freeGiB, disabled: off }}
            onChange={(freeGiB) => change({ diskNearlyFull: { ...diskNearlyFull, freeGiB } })}
          />
        </Field>
      )}
      {forbidden && <DisabledReason>{forbidden}</DisabledReason>}
      {saving.error && (
        <Note tone="bad" role="alert" title={wordsOf(saving.error).title}>
          {wordsOf(saving.error).what}
        </Note>
      )}
    </>
  );
}
