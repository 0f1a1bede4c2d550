'use client';
import type { ProfileVersionView } from '@baton/api/views';
import { momentWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { DisclosureRow } from '@/ui/disclosure-row';
import { type Change, changesBetween } from '../changes';
import { valuesOf } from '../form-values';
import { ChangeList } from './change-list';

interface VersionRowProps {
  version: ProfileVersionView;
  /** The one before it; undefined for the first. */
  earlier: ProfileVersionView | undefined;
  present: ProfileVersionView;
  nowMs: number;
  restoring: boolean;
  /** Why it cannot be restored. */
  refused: string | undefined;
  onRestore: () => void;
}

/** One version: when, by whom, what it changed, and what going back to it would. */
export function VersionRow({ version, earlier, present, nowMs, restoring, refused, onRestore }: VersionRowProps) {
  const isPresent = version.revision === present.revision;
  const made = earlier && changesBetween(valuesOf(earlier.definition), valuesOf(version.definition));
  const back = changesBetween(valuesOf(present.definition), valuesOf(version.definition));
  const who = version.actor ? ` by ${version.actor}` : '';
  return (
    <DisclosureRow
      name={isPresent ? 'Present version' : `Version ${version.revision}`}
      sub={`${momentWords(version.at, nowMs)}${who}: ${made ? summary(made) : 'made'}`}
    >
      {made && made.length > 0 && <ChangeList label="What it changed" changes={made} />}
      {!isPresent && (
        <>
          {back.length > 0 ? (
            <ChangeList label="What restoring it would change" changes={back} />
          ) : (
            <p className="text-small text-ink-2">It is the same as the present one.</p>
          )}
          {back.length > 0 && (
            <Button variant="solid" className="w-fit" busy={restoring} reason={refused} onClick={onRestore}>
              Restore version {version.revision}
            </Button>
          )}
        </>
      )}
    </DisclosureRow>
  );
}

const NAMED = 3;

function summary(changes: readonly Change[]): string {
  if (changes.length === 0) return 'nothing changed';
  const named = changes.slice(0, NAMED).map(({ label }) => label);
  return changes.length > NAMED ? `${named.join(', ')} and ${changes.length - NAMED} more` : named.join(', ');
}
