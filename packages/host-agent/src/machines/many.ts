import type { MachineService } from '@baton/api/services';
import type { BulkResultView, BulkVerb } from '@baton/api/views';
import type { Actor } from '@baton/model/access/roles';
import { ProblemError } from '@baton/model/problem';

type Verbs = Omit<MachineService, 'many'>;

/** What one machine's part of it came to: the operation, for a verb that is one. */
type Ask = (verbs: Verbs, id: string, actor: Actor) => Promise<{ operationId: string | null } | undefined>;

const ASK = {
  start: (verbs, id, actor) => verbs.start(id, { gpu: 'as-profile' }, actor),
  'shut-down': (verbs, id, actor) => done(verbs.shutDown(id, actor)),
  pause: (verbs, id, actor) => done(verbs.pause(id, actor)),
  resume: (verbs, id, actor) => done(verbs.resume(id, actor)),
  reboot: (verbs, id, actor) => done(verbs.reboot(id, actor)),
  'force-off': (verbs, id, actor) => done(verbs.forceOff(id, actor)),
} satisfies Record<BulkVerb, Ask>;

/** The same asked of many, one after the other; one that is refused does not keep the others. */
export function asMany(verbs: Verbs, nameOf: (id: string) => Promise<string>): MachineService['many'] {
  return async (ids, verb, actor) => {
    const results: BulkResultView[] = [];
    for (const id of new Set(ids)) {
      const ask: Ask = ASK[verb];
      const told = { id, name: await nameOf(id) };
      try {
        const asked = await ask(verbs, id, actor);
        results.push({ ...told, problem: null, operationId: asked?.operationId ?? null });
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        results.push({ ...told, problem: error.problem, operationId: null });
      }
    }
    return results;
  };
}

async function done(verb: Promise<void>): Promise<undefined> {
  await verb;
}
