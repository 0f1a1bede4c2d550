import type { LogLevel, LogSource, LogView } from '@baton/model/log/line';

/** What a log is called: in the picker, in front of a line, and for screen readers. */
export const VIEW_WORDS: Readonly<Record<LogView, string>> = {
  all: 'All together',
  serial: 'Serial port',
  qemu: 'QEMU',
  handover: 'Hand-over',
  agent: 'Baton',
  kernel: 'Kernel, GPU',
};

export const SOURCE_WORDS: Readonly<Record<LogSource, string>> = {
  serial: 'serial',
  qemu: 'QEMU',
  handover: 'hand-over',
  agent: 'Baton',
  kernel: 'kernel',
};

export const LEVEL_WORDS: Readonly<Record<LogLevel, string>> = {
  error: 'Errors',
  warning: 'Warnings and errors',
  info: 'Without debug',
  debug: 'Everything',
};

/** The name of the box with the lines. */
export function logLabel(view: LogView, machineName: string): string {
  if (view === 'all') return `All logs of ${machineName}`;
  if (view === 'serial') return `Serial log of ${machineName}`;
  if (view === 'qemu') return `QEMU log of ${machineName}`;
  if (view === 'handover') return `Hand-over log of ${machineName}`;
  return view === 'agent' ? "Baton's own log" : "The kernel's lines about the GPU";
}

/** Why there is nothing, where there is nothing. */
export function emptyWords(view: LogView, machineName: string): string {
  if (view === 'serial') return `What ${machineName} writes to its first serial port appears here by itself.`;
  if (view === 'qemu') return 'QEMU has had nothing to say. That is good news.';
  if (view === 'handover') return `Each start and each hand-over of ${machineName} is written here, step by step.`;
  if (view === 'kernel') {
    return 'The kernel has said nothing about the GPU, or Baton may not read it: that needs root.';
  }
  return 'What is written appears here by itself.';
}

/** A number of left out lines or bytes, for people. */
export function gapWords({ bytes, lines }: { readonly bytes: number; readonly lines: number | null }): string {
  if (lines !== null) return `${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'} left out here`;
  return `${Math.round(bytes / 1024 / 1024).toLocaleString('en')} MiB left out here`;
}
