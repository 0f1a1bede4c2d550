import { automationSchema, scheduleSchema } from '@baton/model/automation/automation';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { Agent } from '../agent';
import type { Output } from '../output';
import {
  type AutostartFlags,
  machineAutostart,
  machineSchedule,
  machineStartAfter,
  type ScheduleFlags,
} from './automation';
import { parseWeekdays } from './weekdays';

/** Connects and runs one command. */
type Speak = (command: (agent: Agent, output: Output) => Promise<void>) => Promise<void>;

/** What machines do without being asked: under `baton machine`. */
export function addAutomationCommands(machine: Command, speak: Speak): void {
  machine
    .command('autostart <name>')
    .description('tell or choose whether it starts with the host')
    .addArgument(new Argument('[wanted]').choices(['on', 'off']))
    .option('--order <number>', 'the smallest goes first', orderNumber)
    .option('--delay <seconds>', 'wait so long before the next one', delaySeconds)
    .action((name: string, wanted: 'on' | 'off' | undefined, flags: AutostartFlags) =>
      speak((agent, output) => machineAutostart(agent, output, { ...flags, name, ...(wanted && { wanted }) })),
    );
  machine
    .command('schedule <name>')
    .description('tell or change what it does at which time of the week, by the clock of the host')
    .option('--start <time>', 'start it then, as 07:30', timeOfDay)
    .option('--shutdown <time>', 'shut it down then', timeOfDay)
    .option('--days <days>', 'on these days: daily, mon-fri, sat,sun', weekdays)
    .addOption(new Option('--remove <number>', 'take one away, by its number').argParser(place))
    .action((name: string, flags: ScheduleFlags) =>
      speak((agent, output) => machineSchedule(agent, output, { ...flags, name })),
    );
  machine
    .command('start-after <name> [other]')
    .description('start it when another machine stops; without one it no longer waits')
    .action((name: string, after: string | undefined) =>
      speak((agent, output) => machineStartAfter(agent, output, { name, ...(after !== undefined && { after }) })),
    );
}

const { order, delayS } = automationSchema.shape.autostart.shape;

function orderNumber(text: string): number {
  const parsed = order.safeParse(Number(text));
  if (!parsed.success) throw new InvalidArgumentError('Use a whole number from 0 to 999.');
  return parsed.data;
}

function delaySeconds(text: string): number {
  const parsed = delayS.safeParse(Number(text));
  if (!parsed.success) throw new InvalidArgumentError('Use whole seconds, at most 3600.');
  return parsed.data;
}

function timeOfDay(text: string): string {
  const parsed = scheduleSchema.shape.time.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError('Write a time as 07:30.');
  return parsed.data;
}

function weekdays(text: string): readonly number[] {
  const days = parseWeekdays(text);
  if (days === null) throw new InvalidArgumentError('Write days as daily, mon-fri or sat,sun.');
  return days;
}

function place(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Use its number in the list.');
  return number;
}
