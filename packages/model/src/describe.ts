import type { Problem, ProblemCode, ProblemFacts } from './problem';
import { ACCESS_PROBLEMS } from './words/access-problems';
import { AUTOMATION_PROBLEMS } from './words/automation-problems';
import { DISC_PROBLEMS } from './words/disc-problems';
import { DISK_PROBLEMS } from './words/disk-problems';
import { GPU_PROBLEMS } from './words/gpu-problems';
import { GUEST_PROBLEMS } from './words/guest-problems';
import { HOST_PROBLEMS } from './words/host-problems';
import { IMPORT_PROBLEMS } from './words/import-problems';
import { LIVE_PROBLEMS } from './words/live-problems';
import { MACHINE_PROBLEMS } from './words/machine-problems';
import { MONITOR_PROBLEMS } from './words/monitor-problems';
import { PROFILE_PROBLEMS } from './words/profile-problems';
import { REQUEST_PROBLEMS } from './words/request-problems';
import { ROM_PROBLEMS } from './words/rom-problems';
import { STORAGE_PROBLEMS } from './words/storage-problems';
import { UNFIT_PROBLEMS } from './words/unfit-problems';
import type { Words } from './words/words';

export { activityWords } from './words/activity';
export { alertTitle, alertWords, webhookWords } from './words/alerts';
export { allClearTitle, allClearWords } from './words/all-clear';
export { scheduleWords, weekdaysWords, weekdayWords } from './words/automation';
export { findingWords } from './words/findings';
export { fixWords } from './words/fixes';
export { blindWords, holderWords, powerBackendWords, powerReasonWords, verdictWords } from './words/gpu';
export { endWords, pauseWords, refusalWords, stateWords, verbWords } from './words/machine';
export { operationWords, stepWords } from './words/operation';
export { acceleratorWords } from './words/qemu';
export { romFindingWords, romImageWords, romWords } from './words/rom';
export { rungWords } from './words/rungs';
export type { Words };

/** Complete: a code that no family speaks for does not compile. */
const WORDS: { readonly [Code in ProblemCode]: (facts: ProblemFacts[Code]) => Words } = {
  ...GPU_PROBLEMS,
  ...MACHINE_PROBLEMS,
  ...GUEST_PROBLEMS,
  ...PROFILE_PROBLEMS,
  ...HOST_PROBLEMS,
  ...UNFIT_PROBLEMS,
  ...STORAGE_PROBLEMS,
  ...DISC_PROBLEMS,
  ...LIVE_PROBLEMS,
  ...DISK_PROBLEMS,
  ...MONITOR_PROBLEMS,
  ...ROM_PROBLEMS,
  ...IMPORT_PROBLEMS,
  ...AUTOMATION_PROBLEMS,
  ...ACCESS_PROBLEMS,
  ...REQUEST_PROBLEMS,
};

/** The words for a problem. Facts stay in the problem; sentences stay here. */
export function describe(problem: Problem): Words {
  const words = WORDS[problem.code] as (facts: Problem['facts']) => Words;
  return words(problem.facts);
}

/** One line for logs and the command line. */
export function describeLine(problem: Problem): string {
  const words = describe(problem);
  return `${words.title}. ${words.what} ${words.next}`;
}
