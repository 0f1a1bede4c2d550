import type { ProfileDraft } from '@baton/model/profile/definition';
import type { Guest } from '@baton/model/profile/machine';
import type { Share } from './shares';

/** What the wizard asks. */
export interface Answers {
  readonly name: string;
  /** The disc that it starts from; null = none yet. */
  readonly iso: string | null;
  /** A second disc: drivers that Windows does not bring. */
  readonly drivers: string | null;
  /** null = no disk: it runs from the disc. */
  readonly diskGiB: number | null;
  readonly share: Share['id'] | 'own';
  /** Used with `own`. */
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly gpu: boolean;
  /** Changes that a finding offered and the person took. */
  readonly fixes: readonly { readonly path: string; readonly value: unknown }[];
}

export const NEW_DISK_GIB: Readonly<Record<Guest, number>> = { windows: 64, linux: 32, other: 20 };

export interface Size {
  readonly memoryMiB: number;
  readonly vcpus: number;
}

/** The template with the answers in it. What nobody was asked stays as the template has it. */
export function draftOf(template: ProfileDraft, answers: Answers, size: Size): ProfileDraft {
  const [disk] = template.disks;
  const { diskGiB, iso, drivers } = answers;
  const draft: ProfileDraft = {
    ...template,
    name: answers.name.trim() as ProfileDraft['name'],
    memory: { ...template.memory, sizeMiB: size.memoryMiB },
    cpu: { ...template.cpu, ...topology(size.vcpus, template.cpu.threads) },
    gpu: { ...template.gpu, wanted: answers.gpu },
    disks: diskGiB === null ? [] : [{ ...(disk ?? PLAIN_DISK), source: { kind: 'new', sizeGiB: diskGiB } }],
    // A tray that the template has stays, also when it is empty.
    cdroms: drivers === null && template.cdroms.length < 2 ? [{ iso }] : [{ iso }, { iso: drivers }],
    boot: diskGiB === null ? ['cd0'] : ['disk0', 'cd0'],
  };
  return withFixes(draft, answers.fixes);
}

/** The draft with those changes made, in their order. */
export function withFixes(draft: ProfileDraft, fixes: Answers['fixes']): ProfileDraft {
  return fixes.reduce((fixed, { path, value }) => withValue(fixed, path.split('.'), value), draft);
}

const PLAIN_DISK = {
  bus: 'virtio',
  cache: 'writeback',
  discard: true,
  readOnly: false,
  iothread: false,
  serial: null,
} as const;

/** One socket; two threads a core where the template has them and the number is even. */
function topology(vcpus: number, threads: number): Pick<ProfileDraft['cpu'], 'sockets' | 'cores' | 'threads'> {
  const paired = threads === 2 && vcpus % 2 === 0;
  return { sockets: 1, cores: paired ? vcpus / 2 : vcpus, threads: paired ? 2 : 1 };
}

/** A copy of `target` with the value at that path. */
function withValue<Target>(target: Target, [key, ...rest]: readonly string[], value: unknown): Target {
  if (key === undefined) return value as Target;
  const copy = (Array.isArray(target) ? [...target] : { ...target }) as Record<string, unknown>;
  copy[key] = withValue(copy[key], rest, value);
  return copy as Target;
}

/** `wanted`, or `wanted 2`, `wanted 3`... where machines have those names already. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const keys = new Set(taken.map((name) => name.toLocaleLowerCase()));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!keys.has(name.toLocaleLowerCase())) return name;
  }
}
