import type { WebhookView } from '@baton/api/live/alerts';
import type { AlertKind } from '@baton/model/alert/alert';
import type { AlertRecord } from '@baton/model/alert/book';
import { alertTitle, alertWords } from '@baton/model/describe';
import type { WebhookRequest } from '../ports/webhook';

/** What is posted; `kind` null = a try. */
export interface AlertMessage {
  readonly kind: AlertKind | null;
  readonly title: string;
  readonly text: string;
  readonly at: number;
  /** For programs: what it is about, and its figures. */
  readonly alert: Pick<AlertRecord, 'id' | 'subject' | 'facts'> | null;
}

const NTFY_URGENT = '5';
const NTFY_PLAIN = '3';

export function messageOf(record: AlertRecord): AlertMessage {
  const { id, kind, subject, facts, raisedAt } = record;
  const title = alertTitle(kind, subject.name);
  return { kind, title, text: alertWords(record, subject.name), at: raisedAt, alert: { id, subject, facts } };
}

export function tryMessage(at: number): AlertMessage {
  const text = 'This is a try. Alerts will come here.';
  return { kind: null, title: 'Baton', text, at, alert: null };
}

/** The request of either format. ntfy: https://docs.ntfy.sh/publish */
export function requestOf(
  { url, format }: Pick<WebhookView, 'url' | 'format'>,
  message: AlertMessage,
  host: string,
): WebhookRequest {
  const { kind, title, text, at, alert } = message;
  if (format === 'json') {
    const body = { event: kind === null ? 'test' : 'alert', host, kind, title, text, at: new Date(at), ...alert };
    return { url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }
  return {
    url,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      Title: headerText(kind === null ? `Baton on ${host}` : `${title} (${host})`),
      Priority: kind === null ? NTFY_PLAIN : NTFY_URGENT,
      Tags: kind === null ? 'baton,test' : `warning,baton,${kind}`,
    },
    body: text,
  };
}

/** A header is ASCII: what is not travels as an encoded word (RFC 2047), which ntfy reads. */
export function headerText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}
