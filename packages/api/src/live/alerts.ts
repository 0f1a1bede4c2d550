import type { Actor } from '@baton/model/access/roles';
import type { AlertFacts, AlertKind, AlertRules, AlertSubject } from '@baton/model/alert/alert';

export interface AlertView {
  readonly id: string;
  readonly kind: AlertKind;
  readonly subject: AlertSubject;
  readonly raisedAt: number;
  /** null = it is still so. */
  readonly clearedAt: number | null;
  /** Somebody has seen it. */
  readonly seen: boolean;
  /** A few words of describe.ts, for a heading. */
  readonly title: string;
  /** The whole of it: what, why, and what to do. */
  readonly text: string;
  readonly facts: AlertFacts[AlertKind];
}

/** Where alerts are posted. The URL may carry a secret: only admins see it. */
export interface WebhookView {
  readonly url: string;
  /** `json`: our own shape. `ntfy`: the text as the body, with Title, Priority and Tags. */
  readonly format: 'json' | 'ntfy';
  readonly lastResult: { readonly at: number; readonly ok: boolean; readonly words: string } | null;
}

/** Event `alert` is told when one is raised, cleared or seen. */
export interface AlertService {
  /** Newest first; those that are still so come first. */
  list(limit: number): Promise<readonly AlertView[]>;
  markSeen(ids: readonly string[], actor: Actor): Promise<void>;
  rules(): Promise<AlertRules>;
  setRules(rules: AlertRules, actor: Actor): Promise<void>;
  webhook(): Promise<WebhookView | null>;
  setWebhook(webhook: { readonly url: string; readonly format: 'json' | 'ntfy' } | null, actor: Actor): Promise<void>;
  /** Posts a try. @returns what became of it */
  testWebhook(actor: Actor): Promise<{ readonly ok: boolean; readonly words: string }>;
}
