import type { ImportedPart, ImportNote, ImportResult } from '@baton/model/import/result';

export const FILTERS = ['all', 'changed', 'kept', 'lost'] as const;
export type PartFilter = (typeof FILTERS)[number];

/** One part of the source with everything that is told about it. */
export interface ToldPart extends ImportedPart {
  /** What was found at its line, or about a field that it became. */
  readonly notes: readonly ImportNote[];
}

/**
 * The parts, each with its findings. A finding stands with the first part of its line that became its field, else with the first
 * part of its line; one without a line belongs to the whole source.
 */
export function toldParts({ parts, findings }: Pick<ImportResult, 'parts' | 'findings'>): readonly ToldPart[] {
  const notes = new Map<ImportedPart, ImportNote[]>();
  for (const finding of findings) {
    const onLine = parts.filter(({ line }) => line !== null && line === finding.line);
    const part = onLine.find((found) => becameField(found, finding.field)) ?? onLine[0];
    if (part) notes.set(part, [...(notes.get(part) ?? []), finding]);
  }
  return parts.map((part) => ({ ...part, notes: notes.get(part) ?? [] }));
}

function becameField({ became }: ImportedPart, field: string | undefined): boolean {
  return became.kind === 'field' && field !== undefined && became.fields.includes(field);
}

export function belongsTo(filter: PartFilter, { became, notes }: ToldPart): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'changed':
      return notes.length > 0;
    case 'kept':
      return became.kind === 'kept';
    case 'lost':
      // What Baton does without it is no loss.
      return became.kind === 'lost' && became.note.code !== 'lost-not-needed';
  }
}
