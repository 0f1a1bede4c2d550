import type { ProfileDraft } from '@baton/model/profile/definition';
import { vcpuCount } from '@baton/model/profile/vcpus';
import { memoryWords } from '../../lib/machine-words';

/** What a draft would do, as the rest of a sentence that begins with its name. */
export function draftSentence({ cdroms, disks, memory, cpu, gpu }: ProfileDraft): string {
  const iso = cdroms[0]?.iso;
  const disk = disks[0]?.source;
  const vcpus = vcpuCount(cpu);
  const place =
    disk?.kind === 'new' ? `a new disk of ${disk.sizeGiB} GiB` : disk ? `the disk ${nameOf(disk.path)}` : undefined;
  const from = iso
    ? `starts from ${nameOf(iso)}${place ? ` and has ${place}` : ' and has no disk'}`
    : place
      ? `has ${place} and no ISO to start from`
      : 'has no disk and no ISO, so it finds nothing to start from';
  const size = `It gets ${memoryWords(memory.sizeMiB)} of memory and ${vcpus} ${vcpus === 1 ? 'processor' : 'processors'}`;
  return `${from}. ${size}${gpu.wanted ? ', and the GPU while it runs' : ''}.`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
