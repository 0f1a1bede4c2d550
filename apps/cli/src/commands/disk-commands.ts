import { DISK_MAX_GIB } from '@baton/model/profile/storage';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { Agent } from '../agent';
import type { Output } from '../output';
import {
  type BackupFlags,
  machineBackup,
  machineCancelBackup,
  machineDisks,
  machineGrow,
  machineQmp,
  machineQmpCommands,
  machineSnapshot,
  type SnapshotVerb,
} from './disks';

/** Connects and runs one command. */
type Speak = (command: (agent: Agent, output: Output) => Promise<void>) => Promise<void>;

/** The disks of a machine, and the monitor of its QEMU, under `baton machine`. */
export function addDiskCommands(machine: Command, speak: Speak): void {
  machine
    .command('disks <name>')
    .description('its disks and snapshots')
    .action((name: string) => speak((agent, output) => machineDisks(agent, output, name)));
  machine
    .command('snapshot <name>')
    .description('take a snapshot of all disks, go back to one (only while it is stopped), or delete one')
    .addArgument(new Argument('<verb>').choices(['take', 'revert', 'remove']))
    .argument('<snapshot>', 'what it is called')
    .option('--no-freeze', 'do not freeze the guest’s file systems meanwhile')
    .action((name: string, verb: SnapshotVerb, snapshot: string, { freeze }: { freeze: boolean }) =>
      speak((agent, output) => machineSnapshot(agent, output, { name, verb, snapshot, freeze })),
    );
  machine
    .command('grow <name>')
    .description('make a disk larger, while it is up or stopped')
    .argument('<disk>', 'as "machine disks" counts them', diskNumber)
    .argument('<gib>', 'its new size in GiB', gibibytes)
    .action((name: string, disk: number, gib: number) =>
      speak((agent, output) => machineGrow(agent, output, { name, disk, gib })),
    );
  machine
    .command('backup <name>')
    .description('copy a disk into a new file of the library, while it is up or stopped')
    .requiredOption('--to <file>', 'the name of the new file')
    .option('--disk <number>', 'as "machine disks" counts them', diskNumber, 1)
    .option('--no-freeze', 'do not freeze the guest’s file systems when it begins')
    .option('--wait', 'return when it is over')
    .action((name: string, flags: BackupFlags) =>
      speak((agent, output) => machineBackup(agent, output, { ...flags, name })),
    );
  machine
    .command('cancel-backup <operation>')
    .description('end a backup that is under way')
    .action((operation: string) => speak((agent, output) => machineCancelBackup(agent, output, operation)));
  machine
    .command('qmp <name>')
    .description('send a command to QEMU’s own monitor; without one, list what may be sent')
    .argument('[command]', 'as QEMU calls it, such as query-status')
    .argument('[arguments]', 'a JSON object', jsonObject)
    .action((name: string, command: string | undefined, args: Record<string, unknown> | undefined) =>
      speak((agent, output) =>
        command === undefined
          ? machineQmpCommands(agent, output, name)
          : machineQmp(agent, output, { name, command, ...(args && { args }) }),
      ),
    );
}

function diskNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Use its number: 1 is the first disk.');
  return number;
}

function gibibytes(text: string): number {
  const gib = Number(text);
  // Less than half a MiB would be asked for as nothing.
  if (!(gib * 1024 >= 1) || gib > DISK_MAX_GIB)
    throw new InvalidArgumentError(`Use a number of GiB, at most ${DISK_MAX_GIB}.`);
  return gib;
}

function jsonObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return parsed;
  } catch {
    // Told below, as is what is JSON and no object.
  }
  throw new InvalidArgumentError('Write a JSON object, such as {"id": "nic0"}.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
