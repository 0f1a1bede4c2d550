import { plainAddress } from '../host/addresses';

/** Reads the names and addresses that this host answers to at this moment. */
export type ReadHosts = () => Iterable<string>;

/**
 * The Host allow-list: without it any web page could point a name of its own at this address and speak to us as
 * "same origin" (DNS rebinding).
 */
export class AllowedHosts {
  readonly #read: ReadHosts;
  #known: Set<string>;

  constructor(read: ReadHosts) {
    this.#read = read;
    this.#known = new Set(read());
  }

  /** Whether a request with this Host header is meant for us. The port is free: people forward ports. */
  allows(hostHeader: string | undefined): boolean {
    const name = hostOf(hostHeader);
    if (name === undefined) return false;
    if (this.#known.has(name)) return true;
    // A laptop roams and gets new addresses: look again when one is asked for, not on a timer.
    this.#known = new Set(this.#read());
    return this.#known.has(name);
  }
}

/** The bare name or address in a Host header, in lower case, without port, brackets and root dot; undefined if it is no such header. */
export function hostOf(header: string | undefined): string | undefined {
  if (!header || !/^[\w.\-:[\]]+$/.test(header) || !URL.canParse(`http://${header}`)) return undefined;
  const { hostname } = new URL(`http://${header}`);
  return plainAddress(hostname.replace(/^\[|\]$/g, '').replace(/\.$/, ''));
}
