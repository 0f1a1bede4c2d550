import { z } from 'zod';
import { isAtLeast, levelOfPino, levelOfText } from './level';
import { isMachinesOwn, LOG_LEVELS, type LogFilter, type LogLevel, type LogSource } from './line';
import { plainLine } from './plain-line';

/** A line of a log that Baton writes for a machine or for the kernel: one JSON object. */
const ownLine = z.object({ at: z.number(), level: z.enum(LOG_LEVELS), text: z.string() });
export type OwnLogLine = z.infer<typeof ownLine>;

/** A line of pino. What is beside the message is shown behind it. */
const pinoLine = z.looseObject({ level: z.number(), time: z.number(), msg: z.string().default('') });
const PINO_OWN = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'name', 'v']);

/** QEMU's `-msg timestamp=on`, and whatever else begins a line with an ISO time. */
const ISO_TIME = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d))\]?\s/;

/** What a line says, apart from where it stands. `at` is absent where the line carries no time. */
export interface EntryText {
  readonly text: string;
  readonly level: LogLevel;
  readonly at?: number;
}

/** Reads one line as its source writes it. A line that is not as it should be is shown as it is. */
export function entryText(source: LogSource, line: string): EntryText {
  if (isMachinesOwn(source)) return foreign(line);
  const parsed = json(line);
  if (source === 'agent') return pino(parsed) ?? foreign(line);
  const own = ownLine.safeParse(parsed);
  return own.success ? own.data : foreign(line);
}

/** Whether the filter wants it; the text is compared as it is read, without colours. */
export function isWanted({ text, level }: EntryText, filter: LogFilter): boolean {
  if (filter.level !== undefined && !isAtLeast(level, filter.level)) return false;
  return !filter.text || plainLine(text).toLowerCase().includes(filter.text.toLowerCase());
}

function foreign(line: string): EntryText {
  const plain = plainLine(line);
  const time = ISO_TIME.exec(plain)?.[1];
  const at = time === undefined ? Number.NaN : Date.parse(time.replace(' ', 'T').replace(',', '.'));
  return { text: line, level: levelOfText(plain), ...(Number.isNaN(at) ? {} : { at }) };
}

function pino(parsed: unknown): EntryText | undefined {
  const read = pinoLine.safeParse(parsed);
  if (!read.success) return undefined;
  const { level, time, msg, err, ...rest } = read.data;
  const words = typeof err === 'object' && err !== null && 'message' in err ? `: ${String(err.message)}` : '';
  const facts = Object.entries(rest)
    .filter(([name]) => !PINO_OWN.has(name))
    .map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return { at: time, level: levelOfPino(level), text: `${msg}${words}${facts.join('')}` };
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
