'use client';
import type { MachineView } from '@baton/api/views';
import { endWords, pauseWords } from '@baton/model/describe';
import { endedBadly } from '@baton/model/machine/state';
import { useWaiting, WAITS_FOR_FREE } from '@/features/start/waiting';
import { glyphOf, stateTitle } from '@/lib/machine-words';
import { useNow } from '@/lib/now';
import { durationWords, momentWords } from '@/lib/time-words';
import { Chip } from '@/ui/chip';
import { Glyph } from '@/ui/glyph';

/** “● Running for 36 min  [Holds the GPU]”. The word is spoken when it changes; the seconds are only for the eye. */
export function StateLine({ machine }: { machine: MachineView }) {
  const { state } = machine;
  const nowMs = useNow(1000);
  const waiting = useWaiting(machine);
  const word = waiting
    ? WAITS_FOR_FREE
    : state.kind === 'paused' && state.reason !== 'asked'
      ? pauseWords(state.reason)
      : state.kind === 'stopping' && state.how === 'force-off'
        ? 'Being forced off'
        : stateTitle(state);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1.5 desk:min-h-9.5">
      <Glyph state={glyphOf(state)} />
      <b aria-live="polite" className="font-semibold">
        {word}
      </b>
      <span className="text-ink-2">
        {state.kind === 'stopped'
          ? state.last &&
            `${endedBadly(state) ? `${endWords(state.last.cause)}, ` : 'since '}${momentWords(state.last.at, nowMs)}`
          : `for ${durationWords(nowMs - state.since)}`}
      </span>
      {machine.holdsGpu && <Chip tone="baton">Holds the GPU</Chip>}
      {!machine.holdsGpu && machine.wantsGpu && state.kind === 'stopped' && <Chip>Wants the GPU</Chip>}
    </div>
  );
}
