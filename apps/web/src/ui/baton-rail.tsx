'use client';
import clsx from 'clsx';
import { ArrowLeft, ArrowRight, Ellipsis, Laptop, Monitor, Moon, Power, TriangleAlert } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { type Folded, foldStops } from './fold-stops';
import { Icon, type IconType } from './icon';
import { OptionButton } from './option-button';
import { Sheet } from './sheet';

/** Where the baton can lie. List order: Host, the machines that want the GPU, Off. */
export interface RailStop {
  id: string;
  label: string;
  kind: 'host' | 'machine' | 'off' | 'nobody';
}

/** Who holds the GPU, or between whom it is on its way. `at`, `from` and `to` are stop ids. `step` counts from 1. */
export type RailState =
  | { kind: 'held' | 'asleep' | 'off'; at: string }
  | { kind: 'moving'; from: string; to: string; step: number; of: number; label: string; direction: 'do' | 'undo' }
  | { kind: 'attention' };

export interface BatonRailProps {
  stops: RailStop[];
  state: RailState;
  /** A stop was pressed. Left out, the rail only shows: no buttons. Nothing moves before the host has confirmed. */
  onStop?: (stopId: string) => void;
}

const NOBODY: RailStop = { id: 'nobody', label: 'Nobody', kind: 'nobody' };
const ICONS: Record<RailStop['kind'], IconType> = { host: Laptop, machine: Monitor, off: Power, nobody: TriangleAlert };
const LOOK = { held: '', asleep: 'asleep', off: 'off', attention: 'lost' } as const;
const ROOM = { narrow: 4, wide: 7 } as const;

/** The rail: every runner that could hold the GPU, and the baton in exactly one. Display and control at once. */
export function BatonRail({ stops, state, onStop }: BatonRailProps) {
  return (
    <div className="rail-box">
      {state.kind === 'moving' ? (
        <MovingRail stops={stops} state={state} />
      ) : (
        <RestingRail stops={stops} state={state} onStop={onStop} />
      )}
    </div>
  );
}

type Resting = Exclude<RailState, { kind: 'moving' }>;

function RestingRail({ stops, state, onStop }: { stops: RailStop[]; state: Resting; onStop?: (id: string) => void }) {
  const [listOpen, setListOpen] = useState(false);
  const lost = state.kind === 'attention';
  const all = lost && !stops.some((stop) => stop.kind === 'nobody') ? [NOBODY, ...stops] : stops;
  const holder = lost ? all.find((stop) => stop.kind === 'nobody') : all.find((stop) => stop.id === state.at);
  const narrow = foldStops(all, holder?.id, ROOM.narrow);
  const wide = foldStops(all, holder?.id, ROOM.wide);
  const press = (id: string) => {
    setListOpen(false);
    onStop?.(id);
  };
  const cell = (stop: RailStop, only?: 'narrow' | 'wide') => (
    <Stop
      key={`${stop.id}-${only ?? ''}`}
      stop={stop}
      has={stop.id === holder?.id}
      asleep={state.kind === 'asleep'}
      onPress={onStop && stop.kind !== 'nobody' ? () => press(stop.id) : undefined}
      className={only}
    />
  );
  const more = (folded: Folded<RailStop>, only: 'narrow' | 'wide') => (
    <button key={`more-${only}`} type="button" className={clsx('rail-stop', only)} onClick={() => setListOpen(true)}>
      <Icon as={Ellipsis} />
      <span>+{folded.hiddenCount}</span>
      <span className="sr-only"> more places</span>
    </button>
  );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's; this is a group of buttons */}
      <div
        role="group"
        aria-label={lost ? 'Nobody holds the GPU' : `The GPU is with ${holder?.label ?? 'nobody'}`}
        className={clsx('rail', LOOK[state.kind])}
        style={railPlace(narrow, wide, holder?.id)}
      >
        {holder && <i aria-hidden className="baton" />}
        {mergeCells(narrow, wide).map(({ cell: shown, only }) =>
          shown === 'more' ? more(only === 'narrow' ? narrow : wide, only ?? 'wide') : cell(shown, only),
        )}
      </div>
      {onStop && (
        <Sheet open={listOpen} onOpenChange={setListOpen} title="Where should the GPU go?">
          <div className="grid gap-2">
            {all
              .filter((stop) => stop.kind !== 'nobody')
              .map((stop) => (
                <OptionButton
                  key={stop.id}
                  icon={ICONS[stop.kind]}
                  verb={stop.label}
                  consequence={stop.id === holder?.id ? 'The GPU is here now' : WAITING[stop.kind]}
                  pressed={stop.id === holder?.id}
                  onClick={() => press(stop.id)}
                />
              ))}
          </div>
        </Sheet>
      )}
    </>
  );
}

const WAITING: Record<RailStop['kind'], string> = {
  host: 'Return it to the host',
  machine: 'Hand it to this machine',
  off: 'Power it off',
  nobody: '',
};

interface StopProps {
  stop: RailStop;
  has: boolean;
  asleep: boolean;
  onPress?: () => void;
  className?: string;
}

function Stop({ stop, has, asleep, onPress, className }: StopProps) {
  const inside = (
    <>
      <Icon as={has && asleep ? Moon : ICONS[stop.kind]} />
      <span>{stop.label}</span>
    </>
  );
  const look = clsx('rail-stop', has && 'has', className);
  if (!onPress) return <div className={look}>{inside}</div>;
  return (
    <button type="button" className={look} aria-pressed={has} title={stop.label} onClick={onPress}>
      {inside}
    </button>
  );
}

type Moving = Extract<RailState, { kind: 'moving' }>;

/** While it moves, the other runners leave the rail: the pair is always adjacent and names get room. */
function MovingRail({ stops, state }: { stops: RailStop[]; state: Moving }) {
  const find = (id: string) => stops.find((stop) => stop.id === id) ?? { id, label: id, kind: 'machine' as const };
  const from = find(state.from);
  const to = find(state.to);
  const place = { '--p': (state.step - 0.5) / state.of } as CSSProperties;
  return (
    <div
      role="progressbar"
      aria-label={`The GPU is moving from ${from.label} to ${to.label}`}
      aria-valuemin={0}
      aria-valuemax={state.of}
      aria-valuenow={state.step - 1}
      aria-valuetext={`${state.direction === 'undo' ? 'Undoing step' : 'Step'} ${state.step} of ${state.of}: ${state.label}`}
      className="rail moving"
    >
      <div className="rail-stop">
        <Icon as={ICONS[from.kind]} />
        <span>{from.label}</span>
      </div>
      <div className="rail-lane" style={place}>
        <i className="baton">
          {state.direction === 'undo' && <Icon as={ArrowLeft} small />}
          <span>
            {state.step}/{state.of}
          </span>
          {state.direction === 'do' && <Icon as={ArrowRight} small />}
        </i>
      </div>
      <div className="rail-stop target">
        <Icon as={ICONS[to.kind]} />
        <span>{to.label}</span>
      </div>
    </div>
  );
}

/** One list of cells for both widths: what only one of them shows carries a class that the container query reads. */
function mergeCells(narrow: Folded<RailStop>, wide: Folded<RailStop>) {
  const inNarrow = new Set(narrow.cells.map((cell) => (cell === 'more' ? 'more' : cell.id)));
  const merged: { cell: RailStop | 'more'; only?: 'narrow' | 'wide' }[] = wide.cells
    .filter((cell) => cell !== 'more')
    .map((cell) => ({ cell, only: inNarrow.has(cell.id) ? undefined : 'wide' }));
  const beforeLast = merged.length - 1;
  if (wide.hiddenCount > 0) merged.splice(beforeLast, 0, { cell: 'more', only: 'wide' });
  if (narrow.hiddenCount > 0) merged.splice(beforeLast, 0, { cell: 'more', only: 'narrow' });
  return merged;
}

function railPlace(narrow: Folded<RailStop>, wide: Folded<RailStop>, holderId: string | undefined) {
  const at = (folded: Folded<RailStop>) =>
    Math.max(
      0,
      folded.cells.findIndex((cell) => cell !== 'more' && cell.id === holderId),
    );
  return {
    '--n-narrow': narrow.cells.length,
    '--at-narrow': at(narrow),
    '--n-wide': wide.cells.length,
    '--at-wide': at(wide),
  } as CSSProperties;
}
