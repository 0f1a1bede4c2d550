/** Where lines come from. The first two are the machine's own words, the others are Baton's and the kernel's. */
export const LOG_SOURCES = ['serial', 'qemu', 'handover', 'agent', 'kernel'] as const;
export type LogSource = (typeof LOG_SOURCES)[number];

/** What a page shows: one source, or all of them by time. */
export const LOG_VIEWS = ['all', ...LOG_SOURCES] as const;
export type LogView = (typeof LOG_VIEWS)[number];

/** The machine's own words: as somebody else wrote them, and begun anew at each of its starts. */
export const MACHINES_OWN = ['serial', 'qemu'] as const satisfies readonly LogSource[];

export function isMachinesOwn(view: LogView): view is (typeof MACHINES_OWN)[number] {
  return MACHINES_OWN.some((source) => source === view);
}

/** From the gravest to the least. A filter for one shows it and what is graver. */
export const LOG_LEVELS = ['error', 'warning', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One line of a log file. `offset` is the byte where it starts: the cursor for resuming and for links. */
export interface LogLine {
  readonly offset: number;
  readonly text: string;
}

/** A run of lines; `next` is the cursor to continue from; `file` changes when the file was started anew. */
export interface LogChunk {
  readonly file: string;
  readonly lines: readonly LogLine[];
  readonly next: number;
  /** True when earlier lines exist before the first one. */
  readonly more: boolean;
  /** What was left out before the first line, because it came faster than it can be read. The file has it. */
  readonly skipped?: LogGap;
}

export interface LogGap {
  readonly bytes: number;
  /** null = too many to count. */
  readonly lines: number | null;
}

/** A line with what is known of it. `at` is when it was written, milliseconds; of lines without a time, when Baton saw them. */
export interface LogEntry extends LogLine {
  readonly source: LogSource;
  /** The file that `offset` is in; another one after the log was started anew. */
  readonly file: string;
  readonly at: number;
  readonly level: LogLevel;
}

/** Entries in the order of time. The cursors are opaque: one place in each file of the view. */
export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** Continues before the first entry; null = nothing is there. */
  readonly back: string | null;
  /** Continues after the last entry, also later when more was written. */
  readonly on: string;
  /** Nothing was there after the last entry. */
  readonly atEnd: boolean;
}

/** What comes while a log is followed. `anew` = the source was started anew before these entries. */
export interface LogNews {
  readonly entries: readonly LogEntry[];
  readonly on: string;
  readonly anew?: LogSource;
  readonly skipped?: LogGap;
}

/** Which entries are wanted. Plain text, ignoring case. */
export interface LogFilter {
  readonly text?: string;
  /** This level and graver. */
  readonly level?: LogLevel;
}

/** Where to read. */
export type LogPlace =
  | { readonly kind: 'end' }
  | { readonly kind: 'start' }
  | { readonly kind: 'time'; readonly at: number }
  /** At one entry, which is the first after the place. */
  | { readonly kind: 'entry'; readonly source: LogSource; readonly file: string; readonly offset: number }
  | { readonly kind: 'cursor'; readonly cursor: string };
