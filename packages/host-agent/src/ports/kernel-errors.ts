/** The kernel said no. `words` are its own: `Device or resource busy`. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
  constructor(
    readonly path: string,
    readonly words: string,
  ) {
    super(`${path}: ${words}`);
  }
}

/** A module is in use: `modprobe -r` says so at once, an unbind would hang (docs/kernel-notes.md, Leaving the host). */
export class ModuleInUseError extends Error {
  override readonly name = 'ModuleInUseError';
  constructor(
    readonly module: string,
    readonly words: string,
  ) {
    super(words);
  }
}

/**
 * A write did not come back before its deadline. The writer cannot be killed and the device stays locked until the holder
 * lets go: nothing may be written again before a reboot (docs/adr/004).
 */
export class StuckError extends Error {
  override readonly name = 'StuckError';
  constructor(
    readonly doing: string,
    readonly evidence: { readonly pid: number; readonly waitedMs: number; readonly kernel: string },
  ) {
    super(`${doing} never came back`);
  }
}
