import type { BulkVerb } from '@baton/api/views';
import { RECOVERY_KINDS, type RecoveryKind } from '@baton/model/handover/recover';
import { LOG_SOURCES, type LogSource } from '@baton/model/log/line';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { type Agent, connect } from './agent';
import { addAutomationCommands } from './commands/automation-commands';
import { addDiskCommands } from './commands/disk-commands';
import { gpuAnswer, gpuAskToClose, gpuDryRun, gpuEvidence, gpuMove, gpuRecover, gpuStatus } from './commands/gpu';
import { addLiveCommands } from './commands/live-commands';
import {
  type LogFlags,
  machineCancelStart,
  machineList,
  machineLogs,
  machineStart,
  machineVerb,
  type StartFlags,
  type Verb,
} from './commands/machine';
import { type BulkFlags, machineBulk } from './commands/machine-bulk';
import { profileList, profileShow } from './commands/profile';
import { addProfileCommands } from './commands/profile-commands';
import { status } from './commands/status';
import { readConfig } from './config';
import { failure } from './failure';
import { type Output, terminal } from './output';

const program = new Command('baton')
  .description('Speak to the Baton that runs on this host.')
  .option('--json', 'print JSON, for scripts')
  .showHelpAfterError();

/** Connects, runs one command, says what went wrong, and closes the line. */
async function speak(command: (agent: Agent, output: Output) => Promise<void>): Promise<void> {
  const output = terminal(program.opts<{ json?: boolean }>().json === true);
  let agent: Agent | undefined;
  try {
    agent = await connect(readConfig());
    await command(agent, output);
  } catch (error) {
    const { exitCode, line, problem } = failure(error);
    if (output.json) output.line(JSON.stringify({ error: line, problem }, null, 2));
    else output.error(line);
    process.exitCode = exitCode;
  } finally {
    agent?.close();
  }
}

function count(text: string): number {
  const lines = Number(text);
  if (!Number.isInteger(lines) || lines < 1 || lines > 2000)
    throw new InvalidArgumentError('Use a number from 1 to 2000.');
  return lines;
}

program
  .command('status')
  .description('the host, the GPU and the machines')
  .action(() => speak(status));

const gpu = program.command('gpu').description('the GPU');
gpu
  .command('status')
  .description('who holds it')
  .action(() => speak(gpuStatus));
gpu
  .command('evidence')
  .description('why Baton says so, and what may get in the way')
  .action(() => speak(gpuEvidence));
gpu
  .command('dry-run <target>')
  .description('what a hand-over would write: to a machine, host, off; or reset, rescan')
  .action((target: string) => speak((agent, output) => gpuDryRun(agent, output, target)));
gpu
  .command('move')
  .description('return it to the host, or switch it off')
  .addArgument(new Argument('<to>').choices(['host', 'off']))
  .option('--wait', 'return when it is there')
  .action((to: 'host' | 'off', { wait }: { wait?: boolean }) =>
    speak((agent, output) => gpuMove(agent, output, { to, wait })),
  );
gpu
  .command('recover')
  .description('get a dead card back: reset it, or take it off the bus and find it again')
  .addArgument(new Argument('<how>').choices(RECOVERY_KINDS))
  .option('--wait', 'return when it is over')
  .action((how: RecoveryKind, { wait }: { wait?: boolean }) =>
    speak((agent, output) => gpuRecover(agent, output, { how, wait })),
  );
gpu
  .command('ask-to-close <pid>')
  .description('ask one process that has the GPU open to end (SIGTERM)')
  .action((pid: string) => speak((agent, output) => gpuAskToClose(agent, output, Number(pid))));
gpu
  .command('keep')
  .description('answer that the screen lives')
  .action(() => speak((agent, output) => gpuAnswer(agent, output, 'keep')));
gpu
  .command('take-back')
  .description('answer that it does not: the GPU goes back')
  .action(() => speak((agent, output) => gpuAnswer(agent, output, 'return')));

const machine = program.command('machine').description('machines');
machine.command('list').action(() => speak(machineList));
machine
  .command('start [names...]')
  .option('--all', 'every one that is stopped')
  .option('--without-gpu', 'start without the GPU this time')
  .option('--when-free', 'wait until no process of the host has the GPU open')
  .option('--ask-to-keep', 'take the GPU back unless somebody says within 30 s that the screen lives')
  .option('--wait', 'return when it runs')
  .action((names: string[], flags: StartFlags & BulkFlags, command: Command) => {
    const name = onlyName(command, names, flags);
    const choices = flags.withoutGpu || flags.whenFree || flags.askToKeep;
    if (choices && name === undefined)
      command.error('error: how to start is chosen for one machine at a time: name one.');
    return speak((agent, output) =>
      name !== undefined
        ? machineStart(agent, output, { ...flags, name })
        : machineBulk(agent, output, { ...flags, names, verb: 'start' }),
    );
  });
machine
  .command('cancel-start <name>')
  .description('end a start that waits for the GPU')
  .action((name: string) => speak((agent, output) => machineCancelStart(agent, output, name)));

/** The name, when one alone is meant. Ends the process when nothing is meant, or both. */
function onlyName(command: Command, names: readonly string[], { all = false }: BulkFlags): string | undefined {
  if (names.length > 0 === all) command.error('error: name the machines, or use --all.');
  return names.length === 1 ? names[0] : undefined;
}

/** One machine is told as ever; many, a line for each. */
function verb(name: string, asked: { one: Verb; many: BulkVerb; description?: string; waits?: string }): void {
  const { one, many, description, waits } = asked;
  const command = machine.command(`${name} [names...]`).option('--all', 'every one for which it means something now');
  if (description) command.description(description);
  if (waits) command.option('--wait', waits);
  command.action((names: string[], flags: BulkFlags) => {
    const name = onlyName(command, names, flags);
    return speak((agent, output) =>
      name !== undefined
        ? machineVerb(agent, output, { ...flags, name, verb: one })
        : machineBulk(agent, output, { ...flags, names, verb: many }),
    );
  });
}
verb('pause', { one: 'pause', many: 'pause' });
verb('resume', { one: 'resume', many: 'resume' });
verb('reboot', { one: 'reboot', many: 'reboot' });
verb('shutdown', {
  one: 'shutDown',
  many: 'shut-down',
  description: 'ask the guest to shut down',
  waits: 'return when it is off',
});
verb('force-off', {
  one: 'forceOff',
  many: 'force-off',
  description: 'end it at once; unsaved data may be lost',
  waits: 'return when it is off',
});
addAutomationCommands(machine, speak);
machine
  .command('logs <name>')
  .addOption(new Option('--source <source>', 'which log').choices(LOG_SOURCES).default('serial' satisfies LogSource))
  .option('--lines <count>', 'how many of the last lines', count, 100)
  .option('--follow', 'and the next ones')
  .action((name: string, flags: LogFlags) => speak((agent, output) => machineLogs(agent, output, { ...flags, name })));

addLiveCommands(machine, speak);
addDiskCommands(machine, speak);

const profile = program.command('profile').description('profiles');
profile.command('list').action(() => speak(profileList));
profile
  .command('show <name>')
  .description('what is in it; everything with --json')
  .action((name: string) => speak((agent, output) => profileShow(agent, output, name)));
addProfileCommands(profile, speak);

await program.parseAsync();
