/** A name as Kubernetes takes it (RFC 1123 label): lower case, digits and dashes, at most 50 of them to leave room for endings. */
export function kubernetesName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return plain || 'machine';
}

/** The claim that a disk is expected in: `win10-disk0`. */
export function claimName(machine: string, device: string): string {
  return `${kubernetesName(machine)}-${device}`;
}
