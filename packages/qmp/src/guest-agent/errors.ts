/** Root of what the guest agent's client throws. Messages name commands, never their arguments, which may be secret. */
export abstract class GuestAgentError extends Error {}

/** Nothing listens at the socket. `code` is the system's. */
export class GuestAgentUnreachable extends GuestAgentError {
  override name = 'GuestAgentUnreachable';
  constructor(
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`cannot connect to the guest agent's socket: ${code}`, options);
  }
}

/** The guest did not answer in time: no agent runs in it, it is not up yet, or it hangs. The command may still be carried out. */
export class GuestAgentSilent extends GuestAgentError {
  override name = 'GuestAgentSilent';
  constructor(
    readonly command: string,
    readonly timeoutMs: number,
  ) {
    super(`no answer to ${command} within ${timeoutMs} ms`);
  }
}

/** The agent understood and said no: the command is disabled, not known, or failed in the guest. */
export class GuestAgentRefusal extends GuestAgentError {
  override name = 'GuestAgentRefusal';
  constructor(
    readonly command: string,
    readonly errorClass: string,
    readonly desc: string,
  ) {
    super(`${command}: ${desc} (${errorClass})`);
  }
}

/** The connection ended: QEMU exits, or we left. Whether the command was carried out is unknown. */
export class GuestAgentInterrupted extends GuestAgentError {
  override name = 'GuestAgentInterrupted';
  constructor(readonly command: string) {
    super(`${command} was interrupted`);
  }
}
