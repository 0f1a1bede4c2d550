import type { RunEnd } from '@baton/model/machine/state';
import { type Problem, problem } from '@baton/model/problem';
import { qemuHint } from '@baton/model/qemu/hint';
import { READY_WITHIN_MS } from './monitor';

/** Why a QEMU that was spawned never got ready, in its own words where it had some. */
export function startFailure(name: string, end: RunEnd | undefined): Problem {
  const words = end?.words ?? '';
  const hint = qemuHint(words) ?? 'exited-at-once';
  // We ended it ourselves: it was still there when the time was up.
  if (end?.signal === 'SIGKILL' && !words) {
    return problem('machine.start-timeout', { name, seconds: READY_WITHIN_MS / 1000 });
  }
  return problem('machine.start-failed', { name, words, hint });
}
