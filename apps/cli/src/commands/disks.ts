import type { MonitorCommandView } from '@baton/api/live/monitor';
import { describeLine } from '@baton/model/describe';
import { bytes } from '@baton/model/words/phrase';
import type { Agent } from '../agent';
import { type Output, show, table } from '../output';
import { find } from './machine';
import { operationEnd } from './waiting';

const size = (n: number | null): string => (n === null ? 'unknown' : bytes(n));

/** `baton machine disks NAME`: the disks and the snapshots. Disks count from 1, as on the pages. */
export async function machineDisks(agent: Agent, output: Output, name: string): Promise<void> {
  const { id } = await find(agent, name);
  show(output, await agent.api.machineDisk.view.query({ id }), ({ disks, snapshots, snapshotRefusal }) => [
    ...table(
      disks.map(({ index, format, virtualBytes, usedBytes, path }) => [
        `${index + 1}`,
        format,
        `${size(virtualBytes)}, ${size(usedBytes)} used`,
        path,
      ]),
    ),
    ...(snapshotRefusal ? [describeLine(snapshotRefusal)] : snapshots.length === 0 ? ['There are no snapshots.'] : []),
    ...table(
      snapshots.map((snapshot) => [
        snapshot.name,
        new Date(snapshot.at).toISOString(),
        `disk ${snapshot.disks.map((index) => index + 1).join(', ')}`,
        snapshot.frozen ? 'guest frozen' : '',
      ]),
    ),
  ]);
}

export type SnapshotVerb = 'take' | 'revert' | 'remove';

const SAID: Readonly<Record<SnapshotVerb, string>> = {
  take: 'was taken',
  revert: 'is what the disks are again',
  remove: 'was deleted',
};

/** `baton machine snapshot NAME take|revert|remove SNAPSHOT` */
export async function machineSnapshot(
  agent: Agent,
  output: Output,
  ask: { readonly name: string; readonly verb: SnapshotVerb; readonly snapshot: string; readonly freeze: boolean },
): Promise<void> {
  const { id } = await find(agent, ask.name);
  const api = agent.api.machineDisk;
  const which = { id, name: ask.snapshot };
  if (ask.verb === 'take') await api.takeSnapshot.mutate({ ...which, freeze: ask.freeze });
  else if (ask.verb === 'revert') await api.revert.mutate(which);
  else await api.removeSnapshot.mutate(which);
  show(output, which, () => [`Snapshot "${ask.snapshot}" ${SAID[ask.verb]}.`]);
}

/** `baton machine grow NAME DISK GIB` */
export async function machineGrow(
  agent: Agent,
  output: Output,
  { name, disk, gib }: { readonly name: string; readonly disk: number; readonly gib: number },
): Promise<void> {
  const { id } = await find(agent, name);
  const change = { id, disk: disk - 1, bytes: Math.round(gib * 1024) * 1024 ** 2 };
  await agent.api.machineDisk.resize.mutate(change);
  show(output, change, () => [
    `Disk ${disk} has ${bytes(change.bytes)} now. The partitions inside it are the guest's to grow.`,
  ]);
}

export interface BackupFlags {
  readonly disk: number;
  readonly to: string;
  readonly freeze: boolean;
  readonly wait?: boolean;
}

/** `baton machine backup NAME --to FILE`: with --wait it returns when the copy is there, or with the problem. */
export async function machineBackup(
  agent: Agent,
  output: Output,
  { name, disk, to, freeze, wait }: BackupFlags & { readonly name: string },
): Promise<void> {
  const { id } = await find(agent, name);
  const { operationId } = await agent.api.machineDisk.backUp.mutate({ id, disk: disk - 1, name: to, freeze });
  if (!wait) {
    show(output, { operationId }, () => [`The backup is under way: ${operationId}`]);
    return;
  }
  show(output, await operationEnd(agent, operationId), () => [
    `Disk ${disk} of ${name} is backed up to ${to} in the library.`,
  ]);
}

/** `baton machine cancel-backup OPERATION` */
export async function machineCancelBackup(agent: Agent, output: Output, operationId: string): Promise<void> {
  const cancelled = await agent.api.machineDisk.cancelBackup.mutate({ operationId });
  show(output, { operationId, cancelled }, () => [
    cancelled ? 'The backup is cancelled. Nothing is left behind.' : 'No such backup is under way.',
  ]);
}

/** `baton machine qmp NAME COMMAND [JSON]`: what QEMU answers, as it gave it. */
export async function machineQmp(
  agent: Agent,
  output: Output,
  ask: { readonly name: string; readonly command: string; readonly args?: Record<string, unknown> },
): Promise<void> {
  const { id } = await find(agent, ask.name);
  const command = { id, execute: ask.command, ...(ask.args && { arguments: ask.args }) };
  const answer = await agent.api.monitor.execute.mutate(command);
  if (!answer.ok) process.exitCode = 1;
  if (!answer.ok && !output.json) output.error(answer.error);
  else show(output, answer, (said) => (said.ok ? [JSON.stringify(said.answer, null, 2)] : []));
}

/** `baton machine qmp NAME`: the commands that its QEMU understands. */
export async function machineQmpCommands(agent: Agent, output: Output, name: string): Promise<void> {
  const { id } = await find(agent, name);
  show(output, await agent.api.monitor.commands.query({ id }), (commands) =>
    commands.length === 0 ? [`${name} has no monitor now: it is off, or does not answer.`] : commands.map(commandLine),
  );
}

function commandLine(command: MonitorCommandView): string {
  const words = command.arguments.map(({ name, type, optional }) =>
    optional ? `[${name}: ${type}]` : `${name}: ${type}`,
  );
  return [command.name, ...words].join('  ');
}
