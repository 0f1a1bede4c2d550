import type { MachineView } from '@baton/api/views';
import type { ScreenChoice } from './screen-choice';
import type { Screen } from './use-screen';

const SCALING_WORDS: Readonly<Record<ScreenChoice['scaling'], string>> = {
  fit: 'fit to window',
  width: 'as wide as the window',
  real: '100 %',
};

/** The line above the screen. */
export function screenWords(
  { state, size }: Pick<Screen, 'state' | 'size'>,
  { scaling, viewOnly, zoom }: { scaling: ScreenChoice['scaling']; viewOnly: boolean; zoom: number },
): string {
  if (state.kind === 'connecting') return 'Connecting to the screen';
  if (state.kind === 'lost') return 'The screen is not connected';
  const dots = size ? `, ${size.width} × ${size.height}` : '';
  const seen = zoom > 1 ? `${zoom.toFixed(1)}× as large` : SCALING_WORDS[scaling];
  return `Connected${dots}, ${seen}${viewOnly ? ', looking only' : ''}`;
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
