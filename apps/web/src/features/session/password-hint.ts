import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '@baton/model/access/roles';
import { describe } from '@baton/model/describe';
import { problem } from '@baton/model/problem';

const LONG_ENOUGH = 16;

/** What to know about a password that is being chosen: its length is what counts. */
export function passwordHint(password: string): string {
  const { length } = password;
  if (length === 0) return `At least ${PASSWORD_MIN_LENGTH} characters. A few random words make a good one.`;
  const count = `${length} ${length === 1 ? 'character' : 'characters'}.`;
  if (length < PASSWORD_MIN_LENGTH) return `${count} It needs at least ${PASSWORD_MIN_LENGTH}.`;
  return `${count} ${length < LONG_ENOUGH ? 'Enough; longer is better.' : 'Good.'} No rules about symbols.`;
}

/** Why a password cannot be taken, as a sentence, or undefined. The agent checks it again. */
export function passwordRefused(password: string): string | undefined {
  if (password.length < PASSWORD_MIN_LENGTH) {
    return describe(problem('access.password-too-short', { minimum: PASSWORD_MIN_LENGTH })).what;
  }
  if (password.length > PASSWORD_MAX_LENGTH) {
    return describe(problem('access.password-too-long', { maximum: PASSWORD_MAX_LENGTH })).what;
  }
  return undefined;
}
