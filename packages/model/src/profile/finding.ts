import type { Problem } from '../problem';
import type { ProfileFix } from './fix';

/** Something about one field of a profile. Errors cannot be saved; warnings can. */
export interface ProfileFinding {
  /** A path such as `disks.0.bus`; '' = the whole. */
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly problem: Problem;
  /** What one tap would change to make it go away. */
  readonly fix?: ProfileFix;
}

export function errorAt(problem: Problem, fix?: ProfileFix): ProfileFinding {
  return finding('error', problem, fix);
}

export function warningAt(problem: Problem, fix?: ProfileFix): ProfileFinding {
  return finding('warning', problem, fix);
}

function finding(severity: ProfileFinding['severity'], about: Problem, fix?: ProfileFix): ProfileFinding {
  return { field: about.field ?? '', severity, problem: about, ...(fix && { fix }) };
}
