import { createServer, type Server } from 'node:http';
import type { AllowedHosts } from '../guard/allowed-hosts';
import { REFUSALS, refuse } from '../guard/refusal';

/** Answers plain HTTP on the TLS port: somebody typed the address without `https://`. */
export function redirectToHttps(hosts: AllowedHosts): Server {
  return createServer((request, response) => {
    const { host } = request.headers;
    if (!host || !hosts.allows(host)) return refuse(request, response, REFUSALS.unknownHost);
    if (!request.url?.startsWith('/')) return refuse(request, response, REFUSALS.badTarget);
    // Temporary: a browser would remember a permanent one even after BATON_TLS=off.
    response.writeHead(307, {
      Location: `https://${host}${request.url}`,
      Connection: 'close',
      'Cache-Control': 'no-store',
    });
    response.end();
    request.resume();
  });
}
