'use client';
import type { WebhookView } from '@baton/api/live/alerts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { wordsOf } from '@/lib/problem';
import { momentWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Note } from '@/ui/note';
import { Segmented } from '@/ui/segmented';

type Format = WebhookView['format'];

const FORMATS: { value: Format; label: string }[] = [
  { value: 'json', label: 'JSON' },
  { value: 'ntfy', label: 'ntfy' },
];

/** Where alerts are posted, for admins: the address may carry a secret. */
export function WebhookForm() {
  const trpc = useTRPC();
  const webhook = useQuery(trpc.alert.webhook.queryOptions());
  if (webhook.data === undefined) return null;
  return <Form key={webhook.data?.url ?? ''} kept={webhook.data} />;
}

function Form({ kept }: { kept: WebhookView | null }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [url, setUrl] = useState(kept?.url ?? '');
  const [format, setFormat] = useState<Format>(kept?.format ?? 'json');
  const [refused, setRefused] = useState<string>();
  const onSuccess = () => queries.invalidateQueries(trpc.alert.webhook.queryFilter());
  const saving = useMutation(trpc.alert.setWebhook.mutationOptions({ onSuccess }));
  const trying = useMutation(trpc.alert.testWebhook.mutationOptions({ onSuccess }));
  const changed = url !== (kept?.url ?? '') || format !== (kept?.format ?? 'json');
  const failed = saving.error ?? trying.error;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = url === '' ? undefined : urlRefused(url);
    setRefused(wrong);
    if (!wrong) saving.mutate({ webhook: url === '' ? null : { url, format } });
  };

  return (
    <Card>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label="Webhook"
          hint="Each new alert is posted to this address, at most once in ten minutes for the same trouble, and so is the end of heat or of a full disk. Empty: nowhere."
          error={refused}
        >
          <Input
            mono
            type="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://ntfy.sh/your-topic"
            value={url}
            onChange={(event) => setUrl(event.target.value.trim())}
          />
        </Field>
        <Segmented label="Format" value={format} onChange={setFormat} options={FORMATS} />
        <span className="flex flex-wrap gap-2">
          <Button type="submit" variant="solid" busy={saving.isPending} disabled={!changed}>
            Save the webhook
          </Button>
          {kept && !changed && (
            <Button busy={trying.isPending} onClick={() => trying.mutate()}>
              Send a try
            </Button>
          )}
        </span>
        {kept?.lastResult && !changed && <LastResult result={kept.lastResult} />}
        {failed && (
          <Note tone="bad" role="alert" title={wordsOf(failed).title}>
            {wordsOf(failed).what}
          </Note>
        )}
      </form>
    </Card>
  );
}

function LastResult({ result: { at, ok, words } }: { result: NonNullable<WebhookView['lastResult']> }) {
  const when = momentWords(at, useNow(60_000));
  return (
    <Note
      role="status"
      tone={ok ? 'plain' : 'bad'}
      title={ok ? `It went through, ${when}` : `It did not go through, ${when}`}
    >
      {words}
    </Note>
  );
}

function urlRefused(url: string): string | undefined {
  const known = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return known ? undefined : 'Enter a whole address that begins with https:// or http://.';
}
