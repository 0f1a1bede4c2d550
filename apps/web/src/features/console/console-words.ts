import type { MachineView } from '@baton/api/views';
import { pauseWords } from '@baton/model/describe';
import type { ScreenChoice } from './screen-choice';
import type { Screen } from './use-screen';

const SCALING_WORDS: Readonly<Record<ScreenChoice['scaling'], string>> = {
  fit: 'fit to window',
  width: 'full width',
  real: '100 %',
};

/** The line above the screen. */
export function screenWords(
  { state, size }: Pick<Screen, 'state' | 'size'>,
  { scaling, viewOnly, zoom, still }: Pick<ScreenChoice, 'scaling'> & Looking,
): string {
  if (state.kind === 'connecting') return 'Connecting to the screen';
  if (state.kind === 'lost') return 'The screen is not connected';
  if (still) return still;
  // At 100 % what is drawn in is as large as the window: the guest's own size is not known then.
  const dots = size && scaling !== 'real' ? `, ${size.width} × ${size.height}` : '';
  const seen = zoom > 1 ? `${zoom.toFixed(1)}× as large` : SCALING_WORDS[scaling];
  return `Connected${dots}, ${seen}${viewOnly ? ', looking only' : ''}`;
}

interface Looking {
  readonly viewOnly: boolean;
  readonly zoom: number;
  /** Why the picture stands still. */
  readonly still: string | undefined;
}

/** Why the picture stands still. */
export function stillWords({ state }: Pick<MachineView, 'state'>): string | undefined {
  if (state.kind !== 'paused') return undefined;
  return `${pauseWords(state.reason)}. ${takesKeys(state) ? 'A key may wake it.' : 'No key arrives until it is resumed.'}`;
}

/** Why no key arrives at the guest. */
export function noKeysWords(
  machine: Pick<MachineView, 'name' | 'state'>,
  { connected, viewOnly }: { connected: boolean; viewOnly: boolean },
): string | undefined {
  if (!connected) return 'The screen is not connected: no key arrives.';
  if (viewOnly) return 'Looking only: no key arrives.';
  return takesKeys(machine.state) ? undefined : `${machine.name} is paused: no key arrives. Resume it first.`;
}

/** QEMU throws keys away while the guest does not run, unless it put itself to sleep (ui/input.c, qemu_input_event_send). */
function takesKeys(state: MachineView['state']): boolean {
  return state.kind !== 'paused' || state.reason === 'suspended';
}

/** Why there is no screen, in the states in which there is none. */
export function noScreenWords(
  machine: Pick<MachineView, 'name' | 'state' | 'hasConsole' | 'holdsGpu'>,
): string | undefined {
  if (machine.state.kind === 'stopped') return `${machine.name} is not running.`;
  if (machine.state.kind === 'starting') return `${machine.name} is starting. Its screen comes by itself.`;
  if (machine.hasConsole) return undefined;
  return machine.holdsGpu
    ? `The GPU draws ${machine.name}’s picture, on a screen that is connected to it. Over the network it is reached as the guest allows, by remote desktop or SSH; its serial port is here.`
    : `${machine.name} has no screen that could be shown here. Its serial port may answer.`;
}
