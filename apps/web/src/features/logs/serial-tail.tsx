'use client';
import type { MachineView } from '@baton/api/views';
import { machineHref } from '@/features/machine/machine-tab';
import { Section, SectionLink } from '@/ui/section';
import { useLog } from './use-log';

const SHOWN = 8;
const ROOM = { max: 8 * SHOWN, left: 2 * SHOWN };
const NO_FILTER = {};

/** The last words of the guest, live, and the way to the whole log. */
export function SerialTail({ machine }: { machine: MachineView }) {
  const { state } = useLog({
    machineId: machine.id,
    view: 'serial',
    filter: NO_FILTER,
    limit: SHOWN,
    runId: machine.runId,
    room: ROOM,
  });
  const lines = state.kind === 'ready' ? state.buffer.rows.filter((row) => row.kind === 'line').slice(-SHOWN) : [];
  return (
    <Section title="Serial log" action={<SectionLink href={machineHref(machine.id, 'logs')}>All of it</SectionLink>}>
      <div
        data-testid="serial-tail"
        className="min-h-23 overflow-hidden rounded-control border border-line bg-groove px-3.5 py-3 font-mono text-[13px]/5 tracking-[-.01em]"
      >
        {lines.length > 0 ? (
          lines.map((line) => (
            <div key={line.key} className="truncate whitespace-pre">
              {line.text || ' '}
            </div>
          ))
        ) : (
          <span className="font-sans text-ink-2">
            {state.kind === 'loading'
              ? 'Loading'
              : state.kind === 'failed'
                ? 'The log could not be read.'
                : 'Nothing written yet.'}
          </span>
        )}
      </div>
    </Section>
  );
}
