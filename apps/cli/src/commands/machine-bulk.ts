import type { BulkResultView, BulkVerb, MachineView } from '@baton/api/views';
import { describeLine } from '@baton/model/describe';
import { judge } from '@baton/model/machine/actions';
import type { Agent } from '../agent';
import { type Output, show } from '../output';
import { find } from './machine';
import { operationOver, until } from './waiting';

const BEGUN: Readonly<Record<BulkVerb, string>> = {
  start: 'is starting',
  'shut-down': 'was asked to shut down',
  pause: 'is paused',
  resume: 'runs again',
  reboot: 'reboots',
  'force-off': 'was forced off',
};

/** What --wait has waited for. */
const DONE: Readonly<Record<BulkVerb, string>> = { ...BEGUN, start: 'runs', 'shut-down': 'is stopped' };

export interface BulkFlags {
  readonly all?: boolean;
  readonly wait?: boolean;
}

/** A verb for many machines: those that are named, or with --all those for which it means something now. A line for each. */
export async function machineBulk(
  agent: Agent,
  output: Output,
  ask: BulkFlags & { names: readonly string[]; verb: BulkVerb },
): Promise<void> {
  const { names, all, verb, wait } = ask;
  const ids = all ? await whereItMeansSomething(agent, verb) : await named(agent, names);
  const results = ids.length === 0 ? [] : await agent.api.machine.many.mutate({ ids, verb });
  const ended = wait ? await Promise.all(results.map((result) => outcome(agent, result, verb))) : results;
  show(output, ended, () =>
    ended.length === 0 ? ['There is no machine to do this with.'] : ended.map(line((wait ? DONE : BEGUN)[verb])),
  );
  if (ended.some(({ problem }) => problem)) process.exitCode = 1;
}

async function named(agent: Agent, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push((await find(agent, name)).id);
  return ids;
}

async function whereItMeansSomething({ api }: Agent, verb: BulkVerb): Promise<string[]> {
  const applies = ({ state, unreadable }: MachineView) =>
    'take' in judge(verb, state) && !(unreadable && verb === 'start');
  return (await api.machine.list.query()).filter(applies).map(({ id }) => id);
}

/** Waits for what was begun. */
async function outcome(agent: Agent, result: BulkResultView, verb: BulkVerb): Promise<BulkResultView> {
  const { id, operationId, problem } = result;
  if (problem) return result;
  if (operationId) {
    const operation = await operationOver(agent, operationId);
    return { ...result, problem: operation.problem ?? null };
  }
  if (verb !== 'shut-down' && verb !== 'force-off') return result;
  await until(agent, async () => {
    const { state } = await agent.api.machine.view.query({ id });
    return state.kind === 'stopped' ? true : undefined;
  });
  return result;
}

function line(said: string): (result: BulkResultView) => string {
  return ({ name, problem }) => (problem ? `${name}: ${describeLine(problem)}` : `${name} ${said}.`);
}
