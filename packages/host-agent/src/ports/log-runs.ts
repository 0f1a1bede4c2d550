/** A machine begins its own logs anew at each start. Those of so many runs before it are kept. */
export const KEPT_RUNS = 3;

/** Where the log of an earlier run lies. @param back 1 = the run before the present one */
export function logOfRun(log: string, back: number): string {
  return `${log}.${back}`;
}

/**
 * What tells a log's file from every other that had its name. An inode number is given again when its file is deleted: with the time
 * of birth it means this file only.
 */
export function logIdentity({ ino, birthtimeMs }: { readonly ino: number; readonly birthtimeMs: number }): string {
  return `${ino.toString(36)}-${Math.floor(birthtimeMs).toString(36)}`;
}
