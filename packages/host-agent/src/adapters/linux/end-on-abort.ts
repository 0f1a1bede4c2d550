interface Child {
  readonly pid?: number;
  kill(signal?: NodeJS.Signals): boolean;
}

/**
 * Ends a child when the signal comes. Not by execa's cancelSignal: a child that could not be started has no pid, and Node would
 * signal a number that nobody set. It is mostly 0: everything in our own process group.
 * @returns the way to stop listening, for when the child has ended
 */
export function endOnAbort(child: Child, signal: AbortSignal, how: NodeJS.Signals = 'SIGTERM'): () => void {
  const end = (): void => {
    if (child.pid !== undefined) child.kill(how);
  };
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  return () => signal.removeEventListener('abort', end);
}
