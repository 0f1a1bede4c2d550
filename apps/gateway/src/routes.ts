/** Where an address leads. Everything that is not named here is a page or a file. */
export type Route = 'agent' | 'upload' | 'picture' | 'metrics' | 'health' | 'site';

export function routeOf(pathname: string): Route {
  if (pathname === '/healthz') return 'health';
  if (pathname === '/metrics') return 'metrics';
  if (/^\/upload\/./.test(pathname)) return 'upload';
  if (/^\/picture\/./.test(pathname)) return 'picture';
  return pathname === '/trpc' || pathname.startsWith('/trpc/') ? 'agent' : 'site';
}

/** The only addresses that can be upgraded to a WebSocket: the event stream, and the screens of machines. */
export function isUpgradable(pathname: string): boolean {
  return pathname === '/trpc' || /^\/console\/./.test(pathname);
}
