import { absolutePath } from '../../profile/paths';
import { UNKNOWN_TEXT } from '../shell/variables';
import type { Intake } from './intake';
import type { QemuOption } from './options';

const UNKNOWN_FRONT = /^(?:\$\(\.\.\.\)|\$\w+|~)\/+/;

/**
 * A file that an option names, as an absolute path. A relative one is told, and stands below `standIn` until somebody chooses the
 * file. null = it can be no path at all.
 */
export function filePath(
  intake: Intake,
  option: QemuOption,
  { text, field }: { text: string; field: string },
): string | null {
  const plain = text.replace(/^file:/, '');
  // `$(pwd)/x`, `$HOME/x` and `~/x` begin somewhere that only the shell knew.
  const known = plain.replace(UNKNOWN_FRONT, '');
  if (known.includes(UNKNOWN_TEXT) || known === '') return null;
  const whole =
    known === plain && plain.startsWith('/') ? plain : wholePath(intake, option, { text: plain, known, field });
  return absolutePath.safeParse(whole).success ? whole : null;
}

function wholePath(
  intake: Intake,
  option: QemuOption,
  { text, known, field }: { text: string; known: string; field: string },
): string {
  const relative = known.replace(/^(\.\/+)+/, '');
  const { folder, standIn } = intake.around;
  if (folder !== null && known === text) return `${folder}/${relative}`;
  intake.tell(option, ['relative-path', { path: text }], field);
  return `${standIn}/${relative}`;
}
