import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Bridges that virtual machines and containers make: a phone never reaches us through them. */
const INNER_INTERFACE = /^(docker|br-|veth|virbr|vnet|lxc|lxd|podman|cni)/;

/** One spelling per address: IPv4 inside IPv6 becomes IPv4, and a zone (`%eth0`) is dropped. */
export function plainAddress(address: string): string {
  const withoutZone = address.replace(/%.*$/, '').toLowerCase();
  return withoutZone.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}

/** True for `localhost`, 127.0.0.0/8 and ::1, in any spelling. */
export function isLoopback(address: string): boolean {
  if (address === 'localhost') return true;
  const family = isIP(address);
  if (family === 0) return false;
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8, 'ipv4');
  loopback.addAddress('::1', 'ipv6');
  return loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Every address of this host now, link-local and loopback ones included, as the kernel lists them. */
export function everyAddress(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .map((entry) => plainAddress(entry.address));
}

/**
 * The addresses that another device can type into a browser, the likeliest first: real interfaces before the bridges of
 * machines and containers, IPv4 before IPv6. Link-local IPv6 is left out: browsers accept no zone.
 */
export function lanAddresses(): string[] {
  const entries = Object.entries(networkInterfaces()).flatMap(([name, list]) =>
    (list ?? []).map((entry) => ({
      ...entry,
      rank: (INNER_INTERFACE.test(name) ? 2 : 0) + (entry.family === 'IPv6' ? 1 : 0),
    })),
  );
  return entries
    .filter((entry) => !entry.internal && !/^fe[89ab]/i.test(entry.address))
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => plainAddress(entry.address));
}
