import { problem } from '../problem';
import type { ProfileDraft } from './definition';
import { errorAt, type ProfileFinding } from './finding';
import type { DraftNic, PortForward } from './network';

/** Addresses and host ports that one machine gives out twice. */
export function networkDoubles({ nics }: ProfileDraft): ProfileFinding[] {
  return [...sameAddresses(nics), ...samePorts(nics)];
}

function sameAddresses(nics: readonly DraftNic[]): ProfileFinding[] {
  const taken = nics.flatMap(({ mac }) => (mac === undefined ? [] : [mac]));
  return nics.flatMap(({ mac }, n) => {
    if (mac === undefined || nics.findIndex((other) => other.mac === mac) === n) return [];
    const field = `nics.${n}.mac`;
    const set = [{ path: field, value: nextAddress(mac, taken) }];
    return [errorAt(problem('unfit.mac-twice', { mac }, field), { label: 'new-address', set })];
  });
}

/** Of the same maker: the last three pairs count on until nobody has it. */
function nextAddress(mac: string, taken: readonly string[]): string {
  const maker = mac.slice(0, 9);
  let number = Number.parseInt(mac.slice(9).replaceAll(':', ''), 16);
  for (;;) {
    number = (number + 1) % 0x1000000;
    const next =
      maker +
      number
        .toString(16)
        .padStart(6, '0')
        .replace(/^(..)(..)(..)$/, '$1:$2:$3');
    if (!taken.includes(next)) return next;
  }
}

interface PlacedForward extends PortForward {
  readonly field: string;
}

function samePorts(nics: readonly DraftNic[]): ProfileFinding[] {
  const all = nics.flatMap(({ connection }, n): PlacedForward[] =>
    'forwards' in connection
      ? connection.forwards.map((forward, at) => ({
          ...forward,
          field: `nics.${n}.connection.forwards.${at}.hostPort`,
        }))
      : [],
  );
  return all.flatMap((forward, at) => {
    if (!all.slice(0, at).some((earlier) => collide(earlier, forward))) return [];
    const { protocol, hostPort: port, field } = forward;
    const found = problem('unfit.forward-twice', { protocol, port }, field);
    return [errorAt(found, { label: 'use-another-port', set: [{ path: field, value: freePort(port, all) }] })];
  });
}

/** The whole network takes the port on every address. */
function collide(a: PortForward, b: PortForward): boolean {
  const everywhere = a.hostAddress === '0.0.0.0' || b.hostAddress === '0.0.0.0';
  return a.protocol === b.protocol && a.hostPort === b.hostPort && (everywhere || a.hostAddress === b.hostAddress);
}

function freePort(port: number, all: readonly PortForward[]): number {
  const isFree = (candidate: number) => all.every(({ hostPort }) => hostPort !== candidate);
  for (let next = port + 1; next <= 65_535; next++) if (isFree(next)) return next;
  return 1024;
}
