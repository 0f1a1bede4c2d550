'use client';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { useState } from 'react';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { Segmented } from '@/ui/segmented';
import { PartRow } from './part-row';
import { belongsTo, FILTERS, type PartFilter, type ToldPart } from './parts';

const NAMES: Record<PartFilter, string> = { all: 'All', changed: 'Changed', kept: 'Kept', lost: 'Lost' };
const OPTIONS = FILTERS.map((value) => ({ value, label: NAMES[value] }));
const NOTHING: Record<PartFilter, string> = {
  all: 'There was nothing in it.',
  changed: 'Nothing was changed.',
  kept: 'Nothing had to be kept as an extra argument.',
  lost: 'Nothing was lost.',
};

/** Side by side: each part of the source, and what became of it. On the phone one below the other. */
export function PartList({ parts, draft }: { parts: readonly ToldPart[]; draft: ProfileDraft }) {
  const [filter, setFilter] = useState<PartFilter>('all');
  const shown = parts.filter((part) => belongsTo(filter, part));
  const counts = FILTERS.map((value) => {
    const count = parts.filter((part) => belongsTo(value, part)).length;
    return value === 'all' ? `${count} parts` : `${count} ${value}`;
  });
  return (
    <Section title="What became of it" action={counts.join(', ')}>
      <Segmented full label="Which parts are shown" value={filter} onChange={setFilter} options={OPTIONS} />
      {shown.length === 0 ? (
        <p role="status" className="text-small text-ink-2">
          {NOTHING[filter]}
        </p>
      ) : (
        <Card flush>
          <div
            aria-hidden
            className="grid grid-cols-2 border-b border-line text-small font-medium text-ink-2 max-desk:hidden"
          >
            <span className="border-r border-line bg-groove px-4 py-2">In your source</span>
            <span className="px-4 py-2">Here</span>
          </div>
          <ul aria-label="Parts of the source">
            {shown.map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a source may say the same twice on one line
              <PartRow key={`${part.line} ${index} ${part.text}`} part={part} draft={draft} />
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}
