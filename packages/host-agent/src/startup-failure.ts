/** Exit codes of sysexits.h: whoever started the agent can tell the causes apart without reading our words. */
export const EXIT = { dataError: 65, cannotCreate: 73, alreadyRunning: 75, config: 78 } as const;

/** The agent cannot start, and the person who started it can do something about it: one sentence and an exit code. */
export class StartupFailure extends Error {
  override readonly name = 'StartupFailure';

  constructor(
    readonly exitCode: number,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }
}
