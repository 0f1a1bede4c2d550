import { createHash } from 'node:crypto';

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;

/** The CSP source of each inline script of a page (`'sha256-...'`), each once. Scripts with `src` need none. */
export function inlineScriptSources(html: string): string[] {
  const inline = [...html.matchAll(SCRIPT)].filter(
    ([, attributes, body]) => body && !/\ssrc\s*=/i.test(attributes ?? ''),
  );
  return [...new Set(inline.map(([, , body]) => `'sha256-${sha256(body ?? '')}'`))];
}

/**
 * The policy of one page. Next's export puts its data into inline scripts: their hashes let exactly these run.
 * Inline styles stay allowed: React and the screen viewer set style attributes.
 */
export function contentSecurityPolicy(scriptSources: readonly string[]): string {
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scriptSources].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** For every answer that is no page of ours. */
export const BARE_POLICY = contentSecurityPolicy([]);

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
