import { open } from 'node:fs/promises';
import type { GpuStateKind, HandoverTarget } from '@baton/model/handover/gpu-state';
import type { PlannedStep } from '@baton/model/handover/step';
import { z } from 'zod';
import { readSmallFile } from './small-file';

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
    const records = parse((await readSmallFile(this.path)) ?? '');
    const [first] = records;
    if (first?.kind !== 'begin' || records.at(-1)?.kind === 'end') return null;
    const begun = records.flatMap((record) => (record.kind === 'intent' ? [record.step] : []));
    return { head: first.head, begun };
  }

  /** On the disk before it resolves. */
  async #write(flag: 'w' | 'a', record: JournalRecord): Promise<void> {
    const file = await open(this.path, flag, 0o600);
    try {
      await file.appendFile(`${JSON.stringify(record)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }
}

/** A torn last line was never on the disk as a whole, so its write never began. */
function parse(text: string): readonly JournalRecord[] {
  const records: JournalRecord[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const record = recordSchema.safeParse(toJson(line));
    if (!record.success) break;
    records.push(record.data);
  }
  return records;
}

function toJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
