import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { setSecurityHeaders } from '../guard/security-headers';
import { BARE_POLICY, contentSecurityPolicy, inlineScriptSources } from './content-security-policy';

const ONE_YEAR = 'public, max-age=31536000, immutable';

/** The exported web pages, as they were on disk when they were opened. */
export interface Site {
  /** Changes with every build. */
  builtAtMs: number;
  serve(request: IncomingMessage, response: ServerResponse, pathname: string): void;
}

/** When the export was built (its folder's time, which every page written into it moves), or undefined if there is none. */
export function siteBuiltAtMs(root: string): number | undefined {
  try {
    const folder = statSync(root);
    return folder.isDirectory() ? folder.mtimeMs : undefined;
  } catch {
    // Missing, or not ours to read: to a visitor both are pages that are not there.
    return undefined;
  }
}

/** Reads the export once: the list of files, each page's policy, and the page for what does not exist. */
export function openSite(root: string, builtAtMs: number): Site {
  const files = sirv(root, { etag: true, brotli: true, gzip: true, setHeaders: closeFileWithResponse });
  const policies = readPolicies(root);
  const notFound = policies.has('/404.html')
    ? readFileSync(join(root, '404.html'))
    : 'There is nothing at this address.\n';

  return {
    builtAtMs,
    serve(request, response, pathname) {
      setSecurityHeaders(response, policyOf(policies, pathname));
      // File names under here carry a hash of their content; everything else keeps its name when it changes.
      response.setHeader('Cache-Control', pathname.startsWith('/_next/static/') ? ONE_YEAR : 'no-cache');
      // Nothing here needs ranges, and sirv throws on one that ends before it begins.
      delete request.headers.range;
      files(request, response, () => {
        setSecurityHeaders(response, policies.get('/404.html') ?? BARE_POLICY);
        const type = typeof notFound === 'string' ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8';
        response.writeHead(404, { 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(notFound);
      });
    },
  };
}

/** sirv leaves its file open when the client goes away, and crashes when the file has: tie both ends together. */
function closeFileWithResponse(response: ServerResponse): void {
  response.once('pipe', (file) => {
    file.once('error', () => response.destroy());
    response.once('close', () => file.destroy());
  });
}

function readPolicies(root: string): Map<string, string> {
  const pages = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  return new Map(
    pages.map((name) => [
      `/${name}`,
      contentSecurityPolicy(inlineScriptSources(readFileSync(join(root, name), 'utf8'))),
    ]),
  );
}

/** Finds the page behind a clean address, in sirv's order. */
function policyOf(policies: Map<string, string>, pathname: string): string {
  const bare = pathname.replace(/\/$/, '');
  return policies.get(bare) ?? policies.get(`${bare}.html`) ?? policies.get(`${bare}/index.html`) ?? BARE_POLICY;
}
