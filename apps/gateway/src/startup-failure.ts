/** Exit codes of sysexits.h: whoever started the gateway can tell the causes apart without reading our words. */
export const EXIT = { unavailable: 69, cannotCreate: 73, noPermission: 77, config: 78 } as const;

/** The gateway cannot start, and the person who started it can do something about it: one sentence and an exit code. */
export class StartupFailure extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, sentence: string) {
    super(sentence);
    this.name = 'StartupFailure';
    this.exitCode = exitCode;
  }
}
