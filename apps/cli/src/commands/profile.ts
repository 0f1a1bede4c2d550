import type { ProfileView } from '@baton/api/views';
import { describeLine } from '@baton/model/describe';
import type { ExportFormat } from '@baton/model/export/formats';
import { fail } from '@baton/model/problem';
import type { Disk } from '@baton/model/profile/storage';
import { vcpuCount } from '@baton/model/profile/vcpus';
import { argumentReasonWords } from '@baton/model/words/qemu-reasons';
import type { Agent } from '../agent';
import { memory, type Output, show, table } from '../output';

/** A profile by its id or its name (case does not matter). */
export async function findProfile({ api }: Agent, nameOrId: string): Promise<ProfileView> {
  const wanted = nameOrId.toLocaleLowerCase('en');
  const profiles = await api.profile.list.query();
  const found =
    profiles.find((profile) => profile.id === nameOrId) ??
    profiles.find((profile) => profile.definition.name.toLocaleLowerCase('en') === wanted);
  return found ?? fail('profile.not-found', { id: nameOrId });
}

/** `baton profile list` */
export async function profileList({ api }: Agent, output: Output): Promise<void> {
  show(output, await api.profile.list.query(), (profiles) =>
    profiles.length === 0
      ? ['There are no profiles yet.']
      : table(
          profiles.map(({ definition: d }) => [
            d.name,
            `${vcpuCount(d.cpu)} vCPU`,
            memory(d.memory.sizeMiB),
            d.machine.firmware.kind,
            d.gpu.wanted ? 'GPU' : '',
          ]),
        ),
  );
}

/** `baton profile show NAME`: what matters of it; the whole with --json. */
export async function profileShow(agent: Agent, output: Output, nameOrId: string): Promise<void> {
  show(output, await findProfile(agent, nameOrId), profileLines);
}

export function profileLines({ definition: d, revision }: Pick<ProfileView, 'definition' | 'revision'>): string[] {
  const { firmware, type, tpm } = d.machine;
  return table([
    ['Name', d.name],
    ['Revision', String(revision)],
    ['Guest', d.guest],
    ['Memory', `${memory(d.memory.sizeMiB)}${d.memory.hugepages ? ` in huge pages of ${d.memory.hugepages}` : ''}`],
    ['vCPUs', String(vcpuCount(d.cpu))],
    ['Machine', type ?? 'the newest'],
    [
      'Firmware',
      `${firmware.kind}${firmware.kind === 'uefi' && firmware.secureBoot ? ', Secure Boot' : ''}${tpm ? ', TPM' : ''}`,
    ],
    ...each('Disk', d.disks.map(diskLine)),
    ...each(
      'CD',
      d.cdroms.map(({ iso }) => iso ?? 'empty'),
    ),
    ...each(
      'Network',
      d.nics.map(({ connection, model, mac }) => `${connection.kind}, ${model}, ${mac}`),
    ),
    ['GPU', d.gpu.wanted ? `wanted, afterwards: ${d.gpu.afterExit}` : 'not wanted'],
    ...each(
      'PCI',
      d.pci.map(({ address }) => address),
    ),
    ...each('QEMU', d.extraArguments),
    ['UUID', d.uuid],
  ]);
}

function diskLine({ source, bus, readOnly }: Disk): string {
  const format = source.kind === 'file' ? source.format : 'block device';
  return `${source.path} (${format}, ${bus}${readOnly ? ', read-only' : ''})`;
}

function each(label: string, values: readonly string[]): string[][] {
  return values.map((value, at) => [values.length > 1 ? `${label} ${at}` : label, value]);
}

/** `baton profile versions NAME`: newest first. */
export async function profileVersions(agent: Agent, output: Output, nameOrId: string): Promise<void> {
  const { id } = await findProfile(agent, nameOrId);
  show(output, await agent.api.profile.versions.query({ id }), (versions) =>
    table(versions.map(({ revision, at, actor }) => [String(revision), new Date(at).toISOString(), actor ?? 'Baton'])),
  );
}

/** `baton profile restore NAME REVISION`: an earlier version, as a new one. */
export async function profileRestore(
  agent: Agent,
  output: Output,
  ask: { name: string; revision: number },
): Promise<void> {
  const { id } = await findProfile(agent, ask.name);
  const restored = await agent.api.profile.restore.mutate({ id, revision: ask.revision });
  show(output, restored, ({ definition, revision }) => [
    `${definition.name} is as it was at revision ${ask.revision}; that is revision ${revision} now.`,
  ]);
}

/** `baton profile duplicate NAME COPY`: without the disks. */
export async function profileDuplicate(
  agent: Agent,
  output: Output,
  ask: { name: string; copy: string },
): Promise<void> {
  const { id } = await findProfile(agent, ask.name);
  const copy = await agent.api.profile.duplicate.mutate({ id, name: ask.copy });
  show(output, copy, ({ definition }) => [`${definition.name} was made from ${ask.name}, without its disks.`]);
}

/** `baton profile delete NAME...`: one that is refused does not keep the others. */
export async function profileDelete(
  agent: Agent,
  output: Output,
  ask: { names: readonly string[]; deleteDisks?: boolean },
): Promise<void> {
  const ids: string[] = [];
  for (const name of ask.names) ids.push((await findProfile(agent, name)).id);
  const results = await agent.api.profile.removeMany.mutate({ ids, deleteDisk: ask.deleteDisks === true });
  show(output, results, () =>
    results.map(({ name, problem }) => `${name} ${problem ? `stays: ${describeLine(problem)}` : 'is deleted.'}`),
  );
  if (results.some(({ problem }) => problem)) process.exitCode = 1;
}

/** `baton profile export NAME --as FORMAT`: to the terminal, as it is. */
export async function profileExport(
  agent: Agent,
  output: Output,
  ask: { name: string; as: ExportFormat },
): Promise<void> {
  const { id } = await findProfile(agent, ask.name);
  const text = await agent.api.profile.exportAs.query({ id, as: ask.as });
  if (output.json && ask.as !== 'json') output.line(JSON.stringify({ as: ask.as, text }, null, 2));
  else output.line(text.replace(/\n$/, ''));
}

/** `baton profile command NAME`: QEMU's command line, argument by argument with the reasons. */
export async function profileCommand(agent: Agent, output: Output, nameOrId: string): Promise<void> {
  const { id } = await findProfile(agent, nameOrId);
  const compiled = await agent.api.machine.arguments.query({ id });
  show(output, compiled, () =>
    compiled.flatMap(({ words, why }, at) => {
      // One reason for a row of arguments that share it.
      const reason = compiled[at - 1]?.why === why ? [] : [`# ${argumentReasonWords(why)}`];
      return [...reason, words.join(' ')];
    }),
  );
}

/** `baton profile templates` */
export async function profileTemplates({ api }: Agent, output: Output): Promise<void> {
  show(output, await api.profile.templates.query(), (templates) =>
    table(
      templates.map(({ id, draft }) => [id, draft.name, memory(draft.memory.sizeMiB), `${vcpuCount(draft.cpu)} vCPU`]),
    ),
  );
}
