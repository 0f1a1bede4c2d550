import type { ProfileDefinition } from '../../profile/definition';
import { exportLossWords } from '../../words/export';
import type { ExportContext } from '../context';
import { comment } from '../script/part';
import { domain } from './domain';
import { kubevirtLosses } from './losses';
import { claimName, kubernetesName } from './names';
import { writeYaml, type Yaml } from './yaml';

/** A VirtualMachine for people who outgrow one laptop (kubevirt.io/v1). What it needs and lacks stands at its top. */
export function kubevirtManifest(profile: ProfileDefinition, context: ExportContext): string {
  const name = kubernetesName(profile.name);
  const manifest: Yaml = {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name,
      annotations: { 'kubevirt.io/description': profile.notes || profile.name },
    },
    spec: {
      runStrategy: 'Manual',
      template: {
        metadata: { labels: { 'kubevirt.io/vm': name } },
        spec: {
          domain: domain(profile, context),
          networks: list(profile.nics.map((_, index) => network(index))),
          terminationGracePeriodSeconds: 180,
          volumes: list(volumes(profile)),
        },
      },
    },
  };
  return `${header(profile, context)}${writeYaml(manifest)}`;
}

/** One card is on the pod network; each further one needs a network that an administrator defined. */
function network(index: number): Yaml {
  const name = `nic${index}`;
  return index === 0 ? { name, pod: {} } : { name, multus: { networkName: `network-for-${name}` } };
}

function volumes({ name, disks, cdroms }: ProfileDefinition): Yaml[] {
  const claim = (device: string) => ({ name: device, persistentVolumeClaim: { claimName: claimName(name, device) } });
  return [
    ...disks.map((_, index) => claim(`disk${index}`)),
    ...cdroms.flatMap(({ iso }, index) => (iso === null ? [] : claim(`cd${index}`))),
  ];
}

function list(items: readonly Yaml[]): readonly Yaml[] | undefined {
  return items.length > 0 ? items : undefined;
}

function header(profile: ProfileDefinition, context: ExportContext): string {
  const losses = kubevirtLosses(profile, context);
  const lines = [
    ...comment('Written by Baton. Take it over with: kubectl apply -f FILE, then virtctl start NAME.'),
    ...(losses.length > 0 ? ['#', '# What the cluster needs, and what is otherwise there:'] : []),
    ...losses.flatMap((loss) => comment(`* ${exportLossWords(loss)}`)),
  ];
  return `${lines.join('\n')}\n`;
}
