/** What one client, and all of them together, may ask of the gateway. */
export interface Limits {
  /** Largest request body that is passed on. */
  bodyBytes: number;
  /** GET and HEAD per address in ten seconds. A first visit is about forty. */
  readsPerTenSeconds: number;
  /** Every other method, and upgrades, per address in one second. */
  writesPerSecond: number;
  connections: { perAddress: number; total: number };
  upgrades: { perAddress: number; total: number };
  /** From the connection (or the end of the last answer) to the end of the next request's head. */
  headMs: number;
  /** From the head of a request to the end of its body. */
  bodyMs: number;
  /** How long a connection may go without a byte while a request is answered. */
  stallMs: number;
  /** How long the agent may take to begin its answer. */
  agentAnswerMs: number;
  /** How long the agent may take to say how it is. */
  agentHealthMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  readsPerTenSeconds: 2000,
  writesPerSecond: 20,
  connections: { perAddress: 256, total: 1024 },
  upgrades: { perAddress: 32, total: 256 },
  headMs: 20_000,
  bodyMs: 30_000,
  stallMs: 120_000,
  agentAnswerMs: 60_000,
  agentHealthMs: 2_000,
};
