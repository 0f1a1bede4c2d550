import type { WebhookView } from '@baton/api/live/alerts';
import { type AlertKind, type AlertRules, alertRulesSchema, DEFAULT_ALERT_RULES } from '@baton/model/alert/alert';
import type { AlertBook, AlertRecord } from '@baton/model/alert/book';
import { z } from 'zod';

export interface SettingStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<boolean>;
}

const KINDS = {
  'gpu-hot': true,
  'disk-nearly-full': true,
  'machine-paused': true,
  'guest-crashed': true,
  'machine-ended': true,
  'memory-failure': true,
} satisfies Record<AlertKind, true>;

const recordSchema = z.object({
  id: z.string(),
  kind: z.enum(Object.keys(KINDS) as [AlertKind, ...AlertKind[]]),
  /** Written by us from the facts of the kind. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  subject: z.object({ kind: z.enum(['machine', 'gpu', 'host']), id: z.string(), name: z.string() }),
  raisedAt: z.number(),
  clearedAt: z.number().nullable(),
  seen: z.boolean(),
  posted: z.boolean().optional(),
});

const webhookSchema = z.object({
  url: z.url({ protocol: /^https?$/ }),
  format: z.enum(['json', 'ntfy']),
  lastResult: z.object({ at: z.number(), ok: z.boolean(), words: z.string() }).nullable(),
});

const BOOK = 'alerts.book';
const RULES = 'alerts.rules';
const WEBHOOK = 'alerts.webhook';

/** Where alerts, their rules and their way out are kept. The book is small and seldom written: it stands in one setting. */
export class AlertShelf {
  constructor(private readonly settings: SettingStore) {}

  /** What a later version wrote is left out. */
  async book(): Promise<AlertBook> {
    const stored = await this.settings.get(BOOK);
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((each) => {
      const parsed = recordSchema.safeParse(each);
      return parsed.success ? [parsed.data as AlertRecord] : [];
    });
  }

  keepBook(book: AlertBook): Promise<void> {
    return this.settings.set(BOOK, book);
  }

  async rules(): Promise<AlertRules> {
    const parsed = alertRulesSchema.safeParse(await this.settings.get(RULES));
    return parsed.success ? parsed.data : DEFAULT_ALERT_RULES;
  }

  keepRules(rules: AlertRules): Promise<void> {
    return this.settings.set(RULES, rules);
  }

  async webhook(): Promise<WebhookView | null> {
    const parsed = webhookSchema.safeParse(await this.settings.get(WEBHOOK));
    return parsed.success ? parsed.data : null;
  }

  async keepWebhook(webhook: WebhookView | null): Promise<void> {
    if (webhook) await this.settings.set(WEBHOOK, webhook);
    else await this.settings.remove(WEBHOOK);
  }
}
