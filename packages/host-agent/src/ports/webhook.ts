import type { WebhookAnswer } from '@baton/model/alert/webhook';

export interface WebhookRequest {
  /** http or https. It may carry a secret: no answer and no log has it. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Posts to somebody's server, once. Never throws, takes a few seconds at most, follows no redirect, and hardly reads what comes back. */
export interface WebhookSender {
  post(request: WebhookRequest): Promise<WebhookAnswer>;
}
