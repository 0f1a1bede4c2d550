/** Ports of this host that somebody listens on. */
export interface ListeningPorts {
  list(): Promise<readonly ListeningPort[]>;
}

export interface ListeningPort {
  readonly protocol: 'tcp' | 'udp';
  /** IPv4, or `any` for all of the host's addresses. */
  readonly address: string;
  readonly port: number;
}
