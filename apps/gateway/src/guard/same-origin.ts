/**
 * Whether the page that sent this request came from us: its Origin is the address in the Host header. Absent, `null` and
 * malformed origins are not. Cookies alone do not protect an upgrade: browsers let any page open a WebSocket anywhere.
 */
export function isSameOrigin(origin: string | undefined, host: string | undefined, tls: boolean): boolean {
  if (!origin || !host || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  // Without TLS we are on loopback, perhaps behind a reverse proxy of the same host which speaks https for us.
  const schemeFits = page.protocol === 'https:' || (!tls && page.protocol === 'http:');
  const ours = `${page.protocol}//${host}`;
  return schemeFits && URL.canParse(ours) && page.host === new URL(ours).host;
}
