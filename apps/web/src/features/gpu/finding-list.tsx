'use client';
import { findingWords } from '@baton/model/describe';
import type { Finding } from '@baton/model/host/finding';
import { Info, TriangleAlert } from 'lucide-react';
import { DisclosureRow } from '@/ui/disclosure-row';
import { Icon } from '@/ui/icon';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';
import { StepDetail } from './step-detail';

const PARTS = {
  warning: { title: 'May get in the way', icon: TriangleAlert, ink: 'text-warn' },
  info: { title: 'Good to know', icon: Info, ink: 'text-ink-2' },
} as const;

/** The findings of one weight; each opens to what it means and what to do. Nothing where there are none. */
export function FindingList({ findings, severity }: { findings: readonly Finding[]; severity: Finding['severity'] }) {
  const shown = findings.filter((found) => found.severity === severity);
  const { title, icon, ink } = PARTS[severity];
  if (shown.length === 0) return null;
  return (
    <Section title={title}>
      <List label={title}>
        {shown.map((found) => {
          const words = findingWords(found);
          return (
            <DisclosureRow
              key={`${found.code} ${JSON.stringify(found.facts)}`}
              leading={<Icon as={icon} className={ink} />}
              name={words.title}
            >
              <p className="text-small text-ink-2">
                <StepDetail text={words.what} />
              </p>
              <p className="text-small">
                <StepDetail text={words.next} />
              </p>
            </DisclosureRow>
          );
        })}
      </List>
    </Section>
  );
}
