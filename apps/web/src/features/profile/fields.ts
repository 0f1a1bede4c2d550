import { ADVANCED_FIELDS } from './fields/advanced';
import { CPU_FIELDS } from './fields/cpu';
import { DEVICE_FIELDS } from './fields/devices';
import { DISPLAY_FIELDS } from './fields/display';
import type { FieldTable, FieldWords } from './fields/field-words';
import { GENERAL_FIELDS } from './fields/general';
import { GPU_FIELDS } from './fields/gpu';
import { MACHINE_FIELDS } from './fields/machine';
import { MEMORY_FIELDS } from './fields/memory';
import { NETWORK_FIELDS } from './fields/network';
import { STORAGE_FIELDS } from './fields/storage';
import type { SectionId } from './sections';

/** Every field of a profile, by the section that shows it. */
export const FIELDS_BY_SECTION = {
  general: GENERAL_FIELDS,
  cpu: CPU_FIELDS,
  memory: MEMORY_FIELDS,
  gpu: GPU_FIELDS,
  storage: STORAGE_FIELDS,
  network: NETWORK_FIELDS,
  devices: DEVICE_FIELDS,
  display: DISPLAY_FIELDS,
  machine: MACHINE_FIELDS,
  advanced: ADVANCED_FIELDS,
  command: {},
} satisfies Record<SectionId, FieldTable>;

interface FieldPlace {
  readonly section: SectionId;
  readonly words: FieldWords;
}

const PLACES: ReadonlyMap<string, FieldPlace> = new Map(
  Object.entries(FIELDS_BY_SECTION).flatMap(([section, table]) =>
    Object.entries<FieldWords>(table).map(
      ([pattern, words]) => [pattern, { section: section as SectionId, words }] as const,
    ),
  ),
);

/** The row of a path in the tables: `disks.3.bus` is `disks.*.bus`. */
export function patternOf(path: string): string {
  return path.replace(/\.\d+(?=\.|$)/g, '.*');
}

/** The words of a field. @throws Error for a path that no table has */
export function wordsAt(path: string): FieldWords {
  const place = PLACES.get(patternOf(path));
  if (!place) throw new Error(`no words for the field ${path}`);
  return place.words;
}

/** The field that shows what is said about `path`: itself, or the nearest one around it. */
export function homeOf(
  path: string,
): { readonly path: string; readonly section: SectionId; readonly words: FieldWords } | undefined {
  const place = PLACES.get(patternOf(path));
  if (place) return { path, ...place };
  const end = path.lastIndexOf('.');
  return end === -1 ? undefined : homeOf(path.slice(0, end));
}

/** The section that shows what is said about `path`; what belongs nowhere is shown at the first. */
export function sectionOf(path: string): SectionId {
  return homeOf(path)?.section ?? 'general';
}
