import { endWords, pauseWords, stateWords } from '@baton/model/describe';
import { endedBadly, type MachineState } from '@baton/model/machine/state';
import type { MachineGlyph } from '@/ui/glyph';
import { durationWords, momentWords } from './time-words';

/** The shape that stands for a machine's state. */
export function glyphOf(state: MachineState): MachineGlyph {
  if (state.kind === 'unresponsive' || endedBadly(state)) return 'crashed';
  return state.kind;
}

/** The state as a heading: “Running”. */
export function stateTitle(state: MachineState): string {
  const words = stateWords(state.kind);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The state and since when, in one line: “Running 2 h 04 min”, “Stopped: could not start, 14:05”. */
export function stateLine(state: MachineState, nowMs: number): string {
  switch (state.kind) {
    case 'stopped':
      if (!state.last || !endedBadly(state)) return 'Stopped';
      return `Stopped: ${lowerFirst(endWords(state.last.cause))}, ${momentWords(state.last.at, nowMs)}`;
    case 'paused':
      return pauseWords(state.reason);
    case 'stopping':
      return state.how === 'force-off' ? 'Being forced off' : stateTitle(state);
    case 'starting':
      return stateTitle(state);
    case 'running':
    case 'unresponsive':
      return `${stateTitle(state)} ${durationWords(nowMs - state.since)}`;
  }
}

// Names of programs keep their capitals: “QEMU ended unexpectedly”.
function lowerFirst(words: string): string {
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

/** Memory for people: `512 MiB`, `12 GiB`, `7.1 GiB`. */
export function memoryWords(mib: number): string {
  return mib < 1024 ? `${Math.round(mib)} MiB` : `${Number((mib / 1024).toFixed(1))} GiB`;
}
