import { EXPORT_FORMATS, type ExportFormat } from '@baton/model/export/formats';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Agent } from '../agent';
import type { Output } from '../output';
import {
  profileCommand,
  profileDelete,
  profileDuplicate,
  profileExport,
  profileRestore,
  profileTemplates,
  profileVersions,
} from './profile';
import { type ImportFlags, profileCreate, profileImport } from './profile-import';

/** Connects and runs one command. */
type Speak = (command: (agent: Agent, output: Output) => Promise<void>) => Promise<void>;

/** Everything under `baton profile` besides looking at them. FILE may be `-`: then it is what is piped in. */
export function addProfileCommands(profile: Command, speak: Speak): void {
  profile
    .command('create [file]')
    .description('make one from JSON, or from a template')
    .option('--template <id>', 'begin with a template; see "profile templates"')
    .option('--name <name>', 'call it so')
    .action((file: string | undefined, flags: { template?: string; name?: string }) =>
      speak((agent, output) => profileCreate(agent, output, { ...flags, ...(file !== undefined && { file }) })),
    );
  profile
    .command('templates')
    .description('finished profiles to begin with')
    .action(() => speak(profileTemplates));
  profile
    .command('import <file>')
    .description('read a QEMU command line, a script, libvirt XML, a quickemu file or a profile as JSON')
    .option('--name <name>', 'call it so')
    .option('--dry-run', 'tell what would become of it, and save nothing')
    .action((file: string, flags: Omit<ImportFlags, 'file'>) =>
      speak((agent, output) => profileImport(agent, output, { ...flags, file })),
    );
  profile
    .command('export <name>')
    .description('print it as something else')
    .addOption(new Option('--as <format>', 'what to print').choices(EXPORT_FORMATS).default('json'))
    .action((name: string, { as }: { as: ExportFormat }) =>
      speak((agent, output) => profileExport(agent, output, { name, as })),
    );
  profile
    .command('command <name>')
    .description('its QEMU command line, each argument with its reason')
    .action((name: string) => speak((agent, output) => profileCommand(agent, output, name)));
  profile
    .command('versions <name>')
    .description('what it was, newest first')
    .action((name: string) => speak((agent, output) => profileVersions(agent, output, name)));
  profile
    .command('restore <name>')
    .description('make an earlier version the present one')
    .argument('<revision>', 'as "profile versions" lists it', revisionNumber)
    .action((name: string, revision: number) =>
      speak((agent, output) => profileRestore(agent, output, { name, revision })),
    );
  profile
    .command('duplicate <name> <copy>')
    .description('a copy without the disks')
    .action((name: string, copy: string) => speak((agent, output) => profileDuplicate(agent, output, { name, copy })));
  profile
    .command('delete <names...>')
    .description('delete profiles; their disks stay')
    .option('--delete-disks', 'and their disk images')
    .action((names: string[], { deleteDisks }: { deleteDisks?: boolean }) =>
      speak((agent, output) => profileDelete(agent, output, { names, ...(deleteDisks && { deleteDisks }) })),
    );
}

function revisionNumber(text: string): number {
  const revision = Number(text);
  if (!Number.isInteger(revision) || revision < 1) throw new InvalidArgumentError('Use a whole number.');
  return revision;
}
