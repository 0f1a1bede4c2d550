import type { IncomingMessage, ServerResponse } from 'node:http';
import { METRICS_MEDIA_TYPE } from '@baton/model/telemetry/prometheus';

export const METRICS = '/metrics';

/** The gateway puts the token of a scraper there: what stands in Authorization is the local operator's, and never passes it. */
const TOKEN_HEADER = 'x-baton-metrics-token';

export interface MetricsDoorParts {
  readonly metrics: {
    scrape(token: string): Promise<'closed' | 'refused' | { readonly text: string }>;
  };
  readonly log: { error(facts: object, words: string): void };
}

/** `GET /metrics` for Prometheus. Closed, it is as if there were none. */
export async function answerScrape(
  { metrics, log }: MetricsDoorParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const header = request.headers[TOKEN_HEADER];
  const token = typeof header === 'string' ? header : '';
  try {
    const found = await metrics.scrape(token);
    if (found === 'closed')
      return answer(response, 404, 'There are no metrics here: an admin opens them in Settings.\n');
    if (found === 'refused') {
      response.setHeader('WWW-Authenticate', 'Bearer');
      return answer(response, 401, 'That is not the token of the metrics. Settings makes a new one.\n');
    }
    answer(response, 200, found.text);
  } catch (error) {
    log.error({ err: error }, 'A scrape failed');
    answer(response, 500, 'The metrics could not be read; the agent wrote down why.\n');
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, {
    'Content-Type': METRICS_MEDIA_TYPE,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}
