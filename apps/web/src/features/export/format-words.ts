import type { ExportFormat } from '@baton/model/export/formats';

/** What each format is called, what it is good for, and how its file ends. */
export const FORMAT_WORDS: Readonly<Record<ExportFormat, { label: string; hint: string; ending: string }>> = {
  json: { label: 'Baton profile (JSON)', hint: 'Every setting. Another Baton imports it.', ending: '.json' },
  sh: {
    label: 'Shell script',
    hint: 'Runs without Baton: binds the GPU, starts QEMU, and gives the GPU back. Each argument has its reason beside it.',
    ending: '.sh',
  },
  libvirt: {
    label: 'libvirt domain (XML)',
    hint: 'For virsh define and virt-manager. What libvirt has no element for stands in a comment at its top.',
    ending: '.xml',
  },
  kubevirt: {
    label: 'KubeVirt machine (YAML)',
    hint: 'For a Kubernetes cluster. Its disks and the GPU are placeholders that the cluster has to fill.',
    ending: '.yaml',
  },
  argv: { label: 'QEMU arguments', hint: 'One argument a line, to paste into a terminal.', ending: '.txt' },
};

/** `win10.sh`. Names of machines are safe in files; only their spaces are a bother. */
export function exportFileName(machineName: string, as: ExportFormat): string {
  return `${machineName.replace(/\s+/g, '-')}${FORMAT_WORDS[as].ending}`;
}
