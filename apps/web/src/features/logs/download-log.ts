import type { LogChunk, LogSource } from '@baton/model/log/line';

/** The most that the agent gives at once. */
const PAGE_LINES = 2000;

export interface LogToSave {
  readonly machineId: string;
  readonly source: LogSource;
}

type Tail = (query: LogToSave & { limit: number; before?: number }) => Promise<LogChunk>;

/**
 * Reads a whole log, from its end to its beginning, as it was written.
 * @param onLines how many lines came so far
 * @throws what `tail` throws
 */
export async function wholeLog(
  tail: Tail,
  log: LogToSave,
  { signal, onLines }: { signal: AbortSignal; onLines: (count: number) => void },
): Promise<string | undefined> {
  const pages: string[] = [];
  let count = 0;
  let chunk = await tail({ ...log, limit: PAGE_LINES });
  for (;;) {
    if (signal.aborted) return undefined;
    pages.push(chunk.lines.map((line) => `${line.text}\n`).join(''));
    count += chunk.lines.length;
    onLines(count);
    const first = chunk.lines[0];
    if (!chunk.more || !first) return pages.reverse().join('');
    const earlier = await tail({ ...log, limit: PAGE_LINES, before: first.offset });
    // Started anew while it was read: what is there is one run's end and must not be mixed with another's.
    if (earlier.file !== chunk.file) return pages.reverse().join('');
    chunk = earlier;
  }
}

/** Gives a text to the browser as a file. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
