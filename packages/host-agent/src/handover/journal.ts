import type { GpuStateKind, HandoverTarget } from '@baton/model/handover/gpu-state';
import type { PlannedStep } from '@baton/model/handover/step';
import { z } from 'zod';
import { readRecords, writeRecord } from '../journal/records';

/** A hand-over as it was begun. */
export interface JournalHead {
  readonly operationId: string;
  readonly bootId: string;
  readonly target: HandoverTarget['kind'];
  readonly before: GpuStateKind;
  /** The host had it as it should be: undoing everything brings it home. */
  readonly wasHome: boolean;
  /** Bring everything back, or stop where it is safe and report (docs/kernel-notes.md, After a failure). */
  readonly onFailure: 'undo' | 'leave';
  readonly at: number;
}

/** A hand-over that has no end in the journal: the agent died in it. */
export interface OpenHandover {
  readonly head: JournalHead;
  /** Every step that was begun, in order; the last one may or may not have reached the kernel. */
  readonly begun: readonly PlannedStep[];
}

/** Written down, and on the disk, before the host is touched. */
export interface HandoverJournal {
  begin(head: JournalHead): Promise<void>;
  intend(step: PlannedStep): Promise<void>;
  did(step: PlannedStep): Promise<void>;
  end(outcome: string): Promise<void>;
  /** What the last agent left open. */
  unfinished(): Promise<OpenHandover | null>;
}

const VERSION = 2;

const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), version: z.literal(VERSION), head: z.custom<JournalHead>() }),
  z.object({ kind: z.literal('intent'), step: z.custom<PlannedStep>() }),
  z.object({ kind: z.literal('done'), step: z.custom<PlannedStep>() }),
  z.object({ kind: z.literal('end'), outcome: z.string() }),
]);
type JournalRecord = z.infer<typeof recordSchema>;

/** The journal in a file of its own: one JSON line a record, one hand-over at a time. */
export class FileJournal implements HandoverJournal {
  constructor(private readonly path: string) {}

  async begin(head: JournalHead): Promise<void> {
    await this.#write('w', { kind: 'begin', version: VERSION, head });
  }

  async intend(step: PlannedStep): Promise<void> {
    await this.#write('a', { kind: 'intent', step });
  }

  async did(step: PlannedStep): Promise<void> {
    await this.#write('a', { kind: 'done', step });
  }

  async end(outcome: string): Promise<void> {
    await this.#write('a', { kind: 'end', outcome });
  }

  async unfinished(): Promise<OpenHandover | null> {
    const records = await readRecords(this.path, recordSchema);
    const [first] = records;
    if (first?.kind !== 'begin' || records.at(-1)?.kind === 'end') return null;
    const begun = records.flatMap((record) => (record.kind === 'intent' ? [record.step] : []));
    return { head: first.head, begun };
  }

  #write(flag: 'w' | 'a', record: JournalRecord): Promise<void> {
    return writeRecord(this.path, flag, record);
  }
}
