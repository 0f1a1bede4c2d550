import type { MachineView } from '@baton/api/views';
import type { Screen } from './use-screen';

/** The line above the screen. */
export function screenWords(
  { state, size }: Pick<Screen, 'state' | 'size'>,
  view: { fit: boolean; viewOnly: boolean },
): string {
  if (state.kind === 'connecting') return 'Connecting to the screen';
  if (state.kind === 'lost') return 'The screen is not connected';
  const dots = size ? `, ${size.width} × ${size.height}` : '';
  return `Connected${dots}, ${view.fit ? 'fit to window' : '100 %'}${view.viewOnly ? ', looking only' : ''}`;
}

/** Why there is no screen, in the states in which there is none. */
export function noScreenWords(machine: Pick<MachineView, 'name' | 'state' | 'hasConsole'>): string | undefined {
  if (machine.state.kind === 'stopped') return `${machine.name} is not running.`;
  if (machine.state.kind === 'starting') return `${machine.name} is starting. Its screen comes by itself.`;
  return machine.hasConsole ? undefined : `${machine.name} has no screen that could be shown here.`;
}
