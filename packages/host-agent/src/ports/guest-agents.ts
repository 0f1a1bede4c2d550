/** How a program inside a guest ended. */
export interface GuestRun {
  /** null = ended by a signal, or Windows told none. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface GuestProgram {
  /** The guest's own path. */
  readonly path: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
}

export type GuestOs = 'windows' | 'linux';

/**
 * The guest agents of the machines that run, one connection each: an agent serves one client. Whoever wants something of a guest asks
 * here. Nothing throws for a guest without an agent, or one that does not answer in time.
 */
export interface GuestAgents {
  /** null = no agent there, or it may not run programs. */
  run(machineId: string, program: GuestProgram): Promise<GuestRun | null>;
  /** null = not known (yet). Asked once per run of the machine. */
  osOf(machineId: string): Promise<GuestOs | null>;
  /** Freezes its file systems until `thaw`. @returns how many; null = no agent there, or it cannot */
  freeze(machineId: string): Promise<number | null>;
  /** Always asked after `freeze`, whatever came between. @returns false when the guest did not answer: it may be frozen still */
  thaw(machineId: string): Promise<boolean>;
}
