export const LOG_SOURCES = ['serial', 'qemu'] as const;
export type LogSource = (typeof LOG_SOURCES)[number];

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
}
