import type { ProfileDefinition } from '../profile/definition';
import { type ExportContext, standalone } from './context';
import { toCommandLine } from './shell-words';

/** The command alone, to be pasted into a shell: an option with its value on each line. */
export function argvExport(profile: ProfileDefinition, context: ExportContext): string {
  const { arguments: options } = standalone(profile, context);
  return `${[toCommandLine([context.binary]), ...options.map(({ words }) => toCommandLine(words))].join(' \\\n  ')}\n`;
}
