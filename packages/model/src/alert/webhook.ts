/** Why a server's certificate was not accepted; `no-tls` = it does not speak TLS at all. */
export type TlsFault = 'self-signed' | 'expired' | 'other-name' | 'unknown-issuer' | 'no-tls' | 'other';

/** What became of a request to somebody's server. */
export type WebhookAnswer =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'name-not-found' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'tls'; readonly fault: TlsFault }
  | { readonly kind: 'broken'; readonly reason: string };

/** Only this is a success: a redirect is not followed, because it would carry the words elsewhere. */
export function wasTaken(answer: WebhookAnswer): boolean {
  return answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
}

/** Whether the same request may fare better in a moment. A refusal with a reason will be the same. */
export function worthAnotherTry(answer: WebhookAnswer): boolean {
  if (answer.kind === 'answered') return answer.status >= 500 || answer.status === 408 || answer.status === 429;
  return answer.kind !== 'tls';
}
