import type { MachineView } from '@baton/api/views';
import { stateWords } from '@baton/model/describe';
import type { LogSource } from '@baton/model/log/line';
import type { MachineStateKind } from '@baton/model/machine/state';
import { fail } from '@baton/model/problem';
import type { Agent } from '../agent';
import { duration, memory, type Output, show, table } from '../output';
import { operationEnd, stepLines, until } from './waiting';

/** A machine by its id or its name (case does not matter). */
export async function find({ api }: Agent, nameOrId: string): Promise<MachineView> {
  const machines = await api.machine.list.query();
  const wanted = nameOrId.toLocaleLowerCase('en');
  const found =
    machines.find((machine) => machine.id === nameOrId) ??
    machines.find((machine) => machine.name.toLocaleLowerCase('en') === wanted);
  return found ?? fail('machine.not-found', { id: nameOrId });
}

function line(machine: MachineView): string[] {
  const { state } = machine;
  const up = state.kind === 'running' ? ` ${duration(Date.now() - state.since)}` : '';
  return [
    machine.name,
    `${stateWords(state.kind)}${up}`,
    machine.holdsGpu ? 'holds the GPU' : machine.wantsGpu ? 'wants the GPU' : '',
    `${machine.vcpus} vCPU`,
    memory(machine.memoryMiB),
  ];
}

/** `baton machine list` */
export async function machineList({ api }: Agent, output: Output): Promise<void> {
  show(output, await api.machine.list.query(), (machines) =>
    machines.length === 0 ? ['There are no machines yet.'] : table(machines.map(line)),
  );
}

export interface StartFlags {
  readonly withoutGpu?: boolean;
  readonly whenFree?: boolean;
  readonly askToKeep?: boolean;
  readonly wait?: boolean;
}

/** `baton machine start NAME`: with --wait it returns when the machine runs, or with the problem. */
export async function machineStart(
  agent: Agent,
  output: Output,
  { name, withoutGpu, whenFree, askToKeep, wait }: StartFlags & { name: string },
) {
  const machine = await find(agent, name);
  const { operationId } = await agent.api.machine.start.mutate({
    id: machine.id,
    gpu: withoutGpu ? 'without' : 'as-profile',
    whenFree,
    askToKeep,
  });
  if (!wait || !operationId) {
    show(output, { id: machine.id, operationId }, () => [
      operationId ? `${machine.name} is starting.` : `${machine.name} is already up.`,
    ]);
    return;
  }
  const operation = await operationEnd(agent, operationId);
  show(output, operation, ({ steps }) => [...stepLines(steps), `${machine.name} runs.`]);
}

/** `baton machine cancel-start NAME`: ends a start that waits for the GPU to be free. */
export async function machineCancelStart(agent: Agent, output: Output, name: string): Promise<void> {
  const machine = await find(agent, name);
  const cancelled = await agent.api.machine.cancelStart.mutate({ id: machine.id });
  show(output, { id: machine.id, cancelled }, () => [
    cancelled ? `${machine.name} no longer waits.` : `${machine.name} does not wait for anything.`,
  ]);
}

export type Verb = 'pause' | 'resume' | 'reboot' | 'shutDown' | 'forceOff';

const DONE: Partial<Record<Verb, MachineStateKind>> = { shutDown: 'stopped', forceOff: 'stopped' };

const SAID: Record<Verb, string> = {
  pause: 'is paused',
  resume: 'runs again',
  reboot: 'reboots',
  shutDown: 'was asked to shut down',
  forceOff: 'was forced off',
};

/** The verbs without options. With --wait, shutdown and force-off return when the machine is off. */
export async function machineVerb(agent: Agent, output: Output, ask: { name: string; verb: Verb; wait?: boolean }) {
  const machine = await find(agent, ask.name);
  const end = DONE[ask.verb];
  // The agent takes a wish that is fulfilled already for granted; a person at a terminal is told.
  if (machine.state.kind === end) {
    show(output, { id: machine.id, verb: ask.verb }, () => [`${machine.name} is already ${stateWords(end)}.`]);
    return;
  }
  await agent.api.machine[ask.verb].mutate({ id: machine.id });
  if (ask.wait && end) {
    await until(agent, async () => {
      const view = await agent.api.machine.view.query({ id: machine.id });
      return view.state.kind === end ? view : undefined;
    });
  }
  show(output, { id: machine.id, verb: ask.verb }, () => [
    `${machine.name} ${ask.wait && end ? `is ${stateWords(end)}` : SAID[ask.verb]}.`,
  ]);
}

export interface LogFlags {
  readonly source: LogSource;
  readonly lines: number;
  readonly follow?: boolean;
}

/** `baton machine logs NAME`: the last lines, and with --follow the next ones for ever. */
export async function machineLogs(
  agent: Agent,
  output: Output,
  { name, source, lines, follow }: LogFlags & { name: string },
) {
  const machine = await find(agent, name);
  const tail = await agent.api.log.tail.query({ machineId: machine.id, source, limit: lines });
  show(output, tail, (chunk) => chunk.lines.map(({ text }) => text));
  if (!follow) return;
  const query = { machineId: machine.id, source, file: tail.file, from: tail.next };
  await new Promise<void>((resolve, reject) => {
    agent.api.log.follow.subscribe(query, {
      onData: ({ data }) => {
        for (const entry of data.lines) output.line(output.json ? JSON.stringify(entry) : entry.text);
      },
      onComplete: resolve,
      onError: reject,
    });
  });
}
