import type { WebhookView } from '@baton/api/live/alerts';
import type { AlertKind } from '@baton/model/alert/alert';
import type { LastingRecord } from '@baton/model/alert/all-clear';
import type { AlertRecord } from '@baton/model/alert/book';
import { alertTitle, alertWords, allClearTitle, allClearWords } from '@baton/model/describe';
import type { WebhookRequest } from '../ports/webhook';

/** What is posted; `kind` null = a try. */
export interface AlertMessage {
  readonly event: 'alert' | 'all-clear' | 'test';
  readonly kind: AlertKind | null;
  readonly title: string;
  readonly text: string;
  readonly at: number;
  /** For programs: what it is about, and its figures. */
  readonly alert: Pick<AlertRecord, 'id' | 'subject' | 'facts'> | null;
}

/** https://docs.ntfy.sh/publish/#message-priority: 5 rings until somebody looks, 2 makes no sound. */
const NTFY_PRIORITY = { alert: '5', 'all-clear': '2', test: '3' } satisfies Record<AlertMessage['event'], string>;
const NTFY_SIGN = {
  alert: 'warning,baton',
  'all-clear': 'white_check_mark,baton',
  test: 'baton,test',
} satisfies Record<AlertMessage['event'], string>;

export function messageOf(record: AlertRecord): AlertMessage {
  const { id, kind, subject, facts, raisedAt } = record;
  const title = alertTitle(kind, subject.name);
  const text = alertWords(record, subject.name);
  return { event: 'alert', kind, title, text, at: raisedAt, alert: { id, subject, facts } };
}

/** With the id of the alert that is over: a program, or a phone, knows what it ends. */
export function allClearOf(record: LastingRecord): AlertMessage {
  const { id, kind, subject, facts, clearedAt, raisedAt } = record;
  const text = allClearWords(record, subject.name);
  const at = clearedAt ?? raisedAt;
  return { event: 'all-clear', kind, title: allClearTitle(kind), text, at, alert: { id, subject, facts } };
}

export function tryMessage(at: number): AlertMessage {
  const text = 'This is a try. Alerts will come here.';
  return { event: 'test', kind: null, title: 'Baton', text, at, alert: null };
}

/** The request of either format. ntfy: https://docs.ntfy.sh/publish */
export function requestOf(
  { url, format }: Pick<WebhookView, 'url' | 'format'>,
  message: AlertMessage,
  host: string,
): WebhookRequest {
  const { event, kind, title, text, at, alert } = message;
  if (format === 'json') {
    const body = { event, host, kind, title, text, at: new Date(at), ...alert };
    return { url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }
  return {
    url,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      Title: headerText(kind === null ? `Baton on ${host}` : `${title} (${host})`),
      Priority: NTFY_PRIORITY[event],
      Tags: kind === null ? NTFY_SIGN[event] : `${NTFY_SIGN[event]},${kind}`,
      // Since ntfy 2.16 the end takes the place of its alert on the phone; before that it stands beside it.
      ...(alert && { 'X-Sequence-ID': alert.id }),
    },
    body: text,
  };
}

/** A header is ASCII: what is not travels as an encoded word (RFC 2047), which ntfy reads. */
export function headerText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}
