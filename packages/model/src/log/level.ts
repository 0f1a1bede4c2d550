import { LOG_LEVELS, type LogLevel } from './line';

const WORDS: readonly (readonly [LogLevel, RegExp])[] = [
  // A kernel's and QEMU's own ways to say so; whole words, so that “errors=remount-ro” is none.
  [
    'error',
    /\b(?:error|failed|failure|fatal|panic|oops|BUG|segfault|cannot|could not|unable to|out of memory)\b(?!=)/i,
  ],
  ['warning', /\b(?:warn|warning|deprecated|timed out|timeout|retrying)\b(?!=)/i],
  ['debug', /\bdebug\b(?!=)/i],
];

/** How grave a line is that does not say it in a field of its own. */
export function levelOfText(text: string): LogLevel {
  return WORDS.find(([, words]) => words.test(text))?.[0] ?? 'info';
}

/** Of pino's numbers: 50 and more is an error, 40 a warning, below 30 debug. */
export function levelOfPino(level: number): LogLevel {
  if (level >= 50) return 'error';
  if (level >= 40) return 'warning';
  return level >= 30 ? 'info' : 'debug';
}

/** Of the kernel's numbers (syslog(2)): 0 to 3 are errors, 7 is debug. */
export function levelOfKernel(level: number): LogLevel {
  if (level <= 3) return 'error';
  if (level === 4) return 'warning';
  return level <= 6 ? 'info' : 'debug';
}

/** Whether `level` is `wanted` or graver. */
export function isAtLeast(level: LogLevel, wanted: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(wanted);
}
