import { isMachinesOwn, type LogEntry, type LogPage, type LogPlace, type LogView } from '@baton/model/log/line';

/** The most that the agent gives at once. */
const PAGE_LINES = 2000;

export interface LogToSave {
  readonly machineId: string;
  readonly view: LogView;
}

type Read = (query: LogToSave & { limit: number; place: LogPlace; direction: 'back' }) => Promise<LogPage>;

/**
 * Reads a whole log, from its end to its beginning. What the machine wrote is as it was written.
 * @param onLines how many lines came so far
 * @throws what `read` throws
 */
export async function wholeLog(
  read: Read,
  log: LogToSave,
  { signal, onLines }: { signal: AbortSignal; onLines: (count: number) => void },
): Promise<string | undefined> {
  const pages: string[] = [];
  let count = 0;
  let place: LogPlace = { kind: 'end' };
  for (;;) {
    const page: LogPage = await read({ ...log, limit: PAGE_LINES, place, direction: 'back' });
    if (signal.aborted) return undefined;
    pages.push(page.entries.map((entry) => `${written(entry, log.view)}\n`).join(''));
    count += page.entries.length;
    onLines(count);
    if (page.back === null) return pages.reverse().join('');
    place = { kind: 'cursor', cursor: page.back };
  }
}

function written({ source, at, level, text }: LogEntry, view: LogView): string {
  if (isMachinesOwn(view)) return text;
  const when = `${new Date(at).toISOString()} ${level}`;
  return view === 'all' ? `${when} ${source}: ${text}` : `${when} ${text}`;
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
