import { isIP } from 'node:net';
import type { GatewayConfig } from './config';
import { isLoopback, lanAddresses } from './host/addresses';

/** The one line on stdout, in JSON, that tells whoever started us that the door is open, and where. */
export interface ReadyLine {
  event: 'ready';
  /** For a browser on this computer. */
  url: string;
  port: number;
  tls: boolean;
  /** SHA-256 of the certificate, or null without TLS. */
  fingerprint: string | null;
  /** For other devices, the likeliest first; empty when only this computer can reach us. */
  addresses: string[];
}

export function readyLine({ tls, bind }: GatewayConfig, port: number, fingerprint: string | undefined): ReadyLine {
  const everywhere = bind === undefined || bind === '::' || bind === '0.0.0.0';
  const local = everywhere || isLoopback(bind);
  const host = local ? 'localhost' : bind;
  return {
    event: 'ready',
    url: `${tls ? 'https' : 'http'}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`,
    port,
    tls,
    fingerprint: fingerprint ?? null,
    addresses: everywhere ? lanAddresses() : local ? [] : [bind],
  };
}
