import type { MonitorCommandView, MonitorService } from '@baton/api/live/monitor';
import { fail } from '@baton/model/problem';
import { QmpCommandError, QmpInterrupted, type QmpSession, QmpTimeout, type SchemaEntity } from '@baton/qmp';
import type { Activity } from '../operations/activity';
import type { ProfileBook } from '../profiles/book';
import type { Fleet } from './fleet';
import { refusedInMonitor } from './monitor-console-refusals';
import { commandsOf } from './monitor-console-schema';

const TIMEOUT_MS = 30_000;

export interface MonitorDeps {
  readonly book: Pick<ProfileBook, 'find'>;
  readonly fleet: Pick<Fleet, 'member'>;
  readonly activity: Activity;
}

/** QEMU's own monitor, by the session that Baton has with it: nobody else gets one. */
export function createMonitor({ book, fleet, activity }: MonitorDeps): MonitorService {
  /** By version: a binary that was updated may stand beside machines that run the earlier one. */
  const known = new Map<string, Promise<MonitorCommandView[]>>();

  const reach = async (id: string): Promise<{ name: string; session: QmpSession | null }> => {
    const found = await book.find(id);
    if (!found) return fail('machine.not-found', { id });
    return { name: found.name, session: fleet.member(id, found.name).driver.session };
  };

  return {
    async commands(id) {
      const { session } = await reach(id);
      if (session?.state.kind !== 'ready') return [];
      const version = JSON.stringify(session.state.greeting.QMP.version);
      const asked = known.get(version) ?? session.execute('query-qmp-schema').then(offered);
      known.set(version, asked);
      return asked.catch(() => {
        known.delete(version);
        return [];
      });
    },

    async execute(id, { execute: command, arguments: args }, actor) {
      const { name, session } = await reach(id);
      const because = refusedInMonitor(command, args);
      if (because) return fail('monitor.refused', { command, because });
      if (!session) return fail('monitor.not-up', { name });
      const answer = await session.executeRaw(command, args, { timeoutMs: TIMEOUT_MS }).then(
        (value) => ({ ok: true, answer: value }) as const,
        (error: unknown) => ({ ok: false, error: saidBy(error) }) as const,
      );
      activity.record('monitor.used', { kind: 'machine', id, name }, actor, { command, ok: answer.ok });
      return answer;
    },
  };
}

/** Nobody is offered what would be refused whatever its arguments. */
function offered(schema: readonly SchemaEntity[]): MonitorCommandView[] {
  return commandsOf(schema).filter(({ name }) => refusedInMonitor(name) === null);
}

function saidBy(error: unknown): string {
  if (error instanceof QmpCommandError) return `${error.class}: ${error.desc}`;
  if (error instanceof QmpTimeout) return `No answer within ${TIMEOUT_MS / 1000} s. QEMU may still carry it out.`;
  if (error instanceof QmpInterrupted) return 'The machine ended, or its monitor closed, before it answered.';
  throw error;
}
