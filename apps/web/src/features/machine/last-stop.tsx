'use client';
import { endWords } from '@baton/model/describe';
import { endedBadly, type MachineState } from '@baton/model/machine/state';
import { useNow } from '@/lib/now';
import { momentWords } from '@/lib/time-words';
import { Card } from '@/ui/card';
import { Code } from '@/ui/code';
import { Note } from '@/ui/note';
import { Section } from '@/ui/section';

/** Why it is not running: the cause in words, and QEMU's own last words. */
export function LastStop({ state }: { state: Extract<MachineState, { kind: 'stopped' }> }) {
  const nowMs = useNow(60_000);
  const { last } = state;
  if (!last) return null;
  const signs = [
    last.signal ? `signal ${last.signal}` : '',
    last.exitCode !== undefined && last.exitCode !== 0 ? `exit code ${last.exitCode}` : '',
  ].filter(Boolean);
  const when = [momentWords(last.at, nowMs), ...signs].join(', ');
  return (
    <Section title="Why it last stopped">
      {endedBadly(state) ? (
        <Note tone="bad" title={endWords(last.cause, last.rung)}>
          {when}
        </Note>
      ) : (
        <Card>
          <b className="block font-semibold">{endWords(last.cause, last.rung)}</b>
          <span className="text-small text-ink-2">{when}</span>
        </Card>
      )}
      {last.words && (
        <>
          <p className="text-small text-ink-2">QEMU’s last words</p>
          <Code text={last.words} copyLabel="Copy QEMU’s words" />
        </>
      )}
    </Section>
  );
}
