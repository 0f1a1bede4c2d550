import { hostname } from 'node:os';

const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*$/;

/** The names that this host has without being told: `localhost`, its own, and the one that mDNS gives it. */
export function hostNames(): string[] {
  const own = hostname().toLowerCase();
  const short = own.split('.')[0] ?? own;
  const names = ['localhost', own, short, `${short}.local`];
  // A host name set by hand can hold anything; what is no DNS name can reach neither a Host header nor a certificate.
  return [...new Set(names)].filter((name) => DNS_NAME.test(name));
}
