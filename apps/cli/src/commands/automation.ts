import type { AutomationView } from '@baton/api/live/automation';
import type { Automation, Schedule } from '@baton/model/automation/automation';
import { scheduleWords } from '@baton/model/describe';
import type { Agent } from '../agent';
import { type Output, show } from '../output';
import { find } from './machine';

export interface AutostartFlags {
  readonly order?: number;
  readonly delay?: number;
}

/** `baton machine autostart NAME [on|off]`: whether it starts with the host. */
export async function machineAutostart(
  agent: Agent,
  output: Output,
  ask: AutostartFlags & { name: string; wanted?: 'on' | 'off' },
): Promise<void> {
  const { name, wanted, order, delay } = ask;
  const change = ({ autostart, schedules }: Automation): Automation => ({
    autostart: {
      enabled: wanted === undefined ? autostart.enabled : wanted === 'on',
      order: order ?? autostart.order,
      delayS: delay ?? autostart.delayS,
    },
    schedules,
  });
  const nothingAsked = wanted === undefined && order === undefined && delay === undefined;
  await changeAndShow(agent, output, { name, ...(!nothingAsked && { change }) });
}

export interface ScheduleFlags {
  readonly start?: string;
  readonly shutdown?: string;
  readonly days?: readonly number[];
  readonly remove?: number;
}

/** `baton machine schedule NAME`: what it does at which time; adds one or takes one away. */
export async function machineSchedule(
  agent: Agent,
  output: Output,
  { name, start, shutdown, days, remove }: ScheduleFlags & { name: string },
): Promise<void> {
  const weekdays = [...(days ?? [1, 2, 3, 4, 5, 6, 7])];
  const added = (verb: Schedule['verb'], time?: string): Schedule[] =>
    time === undefined ? [] : [{ verb, time, weekdays, enabled: true }];
  const more = [...added('start', start), ...added('shut-down', shutdown)];
  const change = ({ autostart, schedules }: Automation): Automation => {
    if (remove !== undefined && remove > schedules.length) throw new Error(`There is no schedule ${remove}.`);
    return { autostart, schedules: [...schedules.filter((_, index) => index + 1 !== remove), ...more] };
  };
  if (days !== undefined && more.length === 0)
    throw new Error('Say what happens on these days: --start, --shutdown or both.');
  const nothingAsked = more.length === 0 && remove === undefined;
  await changeAndShow(agent, output, { name, ...(!nothingAsked && { change }) });
}

/** `baton machine start-after NAME OTHER`; without OTHER it no longer waits. */
export async function machineStartAfter(
  agent: Agent,
  output: Output,
  ask: { name: string; after?: string },
): Promise<void> {
  const machine = await find(agent, ask.name);
  const after = ask.after === undefined ? null : await find(agent, ask.after);
  await agent.api.automation.startAfter.mutate({ id: machine.id, afterId: after?.id ?? null });
  show(output, { id: machine.id, afterId: after?.id ?? null }, () => [
    after ? `${machine.name} starts when ${after.name} stops.` : `${machine.name} waits for no machine.`,
  ]);
}

async function changeAndShow(
  agent: Agent,
  output: Output,
  ask: { name: string; change?: (automation: Automation) => Automation },
): Promise<void> {
  const { id, name } = await find(agent, ask.name);
  const before = await agent.api.automation.view.query({ id });
  const view = ask.change ? await agent.api.automation.set.mutate({ id, automation: ask.change(before) }) : before;
  show(output, view, (shown) => lines(name, shown));
}

function lines(name: string, { autostart, schedules, nextAt, nextVerb, startsAfter }: AutomationView): string[] {
  const { enabled, order, delayS } = autostart;
  const delay = delayS > 0 ? `, ${delayS} s before the next one` : '';
  return [
    enabled ? `${name} starts with the host (order ${order}${delay}).` : `${name} does not start with the host.`,
    ...schedules.map((each, index) => `${index + 1}  ${scheduleWords(each)}${each.enabled ? '' : ' (off)'}`),
    ...(nextAt === null
      ? []
      : [`Next: ${nextVerb === 'start' ? 'start' : 'shut down'} on ${new Date(nextAt).toLocaleString()}`]),
    ...(startsAfter ? [`It starts when ${startsAfter.name} stops.`] : []),
  ];
}
