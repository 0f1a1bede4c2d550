import { fail } from '@baton/model/problem';
import type { Agent } from '../agent';
import { memory, type Output, show, table } from '../output';

/** `baton profile list` */
export async function profileList({ api }: Agent, output: Output): Promise<void> {
  show(output, await api.profile.list.query(), (profiles) =>
    profiles.length === 0
      ? ['There are no profiles yet.']
      : table(
          profiles.map(({ definition: d }) => [
            d.name,
            `${d.vcpus} vCPU`,
            memory(d.memoryMiB),
            d.firmware,
            d.gpu.wanted ? 'GPU' : '',
          ]),
        ),
  );
}

/** `baton profile show NAME`: the whole definition. */
export async function profileShow({ api }: Agent, output: Output, nameOrId: string): Promise<void> {
  const wanted = nameOrId.toLocaleLowerCase('en');
  const found = (await api.profile.list.query()).find(
    (profile) => profile.id === nameOrId || profile.definition.name.toLocaleLowerCase('en') === wanted,
  );
  if (!found) fail('profile.not-found', { id: nameOrId });
  show(output, found, ({ definition: d }) =>
    table([
      ['Name', d.name],
      ['Memory', memory(d.memoryMiB)],
      ['vCPUs', String(d.vcpus)],
      ['Firmware', d.firmware],
      ['Disk', d.disk ? `${d.disk.path} (${d.disk.format}, ${d.disk.bus})` : 'none'],
      ['ISO', d.iso ?? 'none'],
      ['GPU', d.gpu.wanted ? `wanted, afterwards: ${d.gpu.afterExit}` : 'not wanted'],
      ['MAC', d.mac],
      ['UUID', d.uuid],
    ]),
  );
}
