import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readRecords, writeRecord } from '../../journal/records';

/** What an outfit does to the host, in terms that are enough to undo it. */
const deedSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('after-stop'), argv: z.tuple([z.string()], z.string()) }),
  z.object({ do: z.literal('grow-pool'), size: z.enum(['2M', '1G']), from: z.int(), by: z.int() }),
  z.object({ do: z.literal('mount'), folder: z.string() }),
  z.object({ do: z.literal('make-file'), path: z.string() }),
  z.object({ do: z.literal('start'), program: z.string(), mark: z.string() }),
  z.object({ do: z.literal('join-nat'), machineId: z.string() }),
  z.object({ do: z.literal('make-tap'), name: z.string() }),
  z.object({
    do: z.literal('take-pci'),
    address: z.string(),
    driver: z.string().nullable(),
    override: z.string().nullable(),
  }),
  z.object({
    do: z.literal('keep-awake'),
    address: z.string(),
    powerControl: z.enum(['on', 'auto']).nullable(),
    d3coldAllowed: z.boolean().nullable(),
  }),
  z.object({ do: z.literal('isolate'), machineId: z.string() }),
]);
export type Deed = z.infer<typeof deedSchema>;
export type DeedKind = Deed['do'];
export type DeedOf<Kind extends DeedKind> = Extract<Deed, { do: Kind }>;

/** A deed as the journal has it; `done` is false when the agent may have ended before the host was touched. */
export interface Entry {
  readonly deed: Deed;
  readonly done: boolean;
}

const VERSION = 1;
const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), version: z.literal(VERSION), bootId: z.string() }),
  z.object({ kind: z.literal('intent'), deed: deedSchema }),
  /** Of the intent before it. */
  z.object({ kind: z.literal('done') }),
]);
type JournalRecord = z.infer<typeof recordSchema>;

/** The outfit of one machine on the disk: each deed stands there before it is done, and the file is gone when all is undone. */
export class OutfitJournal {
  readonly #path: string;

  /** @param folder the machine's own, which a start does not empty */
  constructor(folder: string) {
    this.#path = join(folder, 'outfit.jsonl');
  }

  /** null = there is nothing to undo. */
  async read(): Promise<{ readonly bootId: string; readonly entries: readonly Entry[] } | null> {
    const [begin, ...rest] = await readRecords(this.#path, recordSchema);
    if (begin?.kind !== 'begin') return null;
    const entries: { deed: Deed; done: boolean }[] = [];
    for (const record of rest) {
      const last = entries.at(-1);
      if (record.kind === 'intent') entries.push({ deed: record.deed, done: false });
      else if (record.kind === 'done' && last) last.done = true;
    }
    return { bootId: begin.bootId, entries };
  }

  begin(bootId: string): Promise<void> {
    return this.#replace([{ kind: 'begin', version: VERSION, bootId }]);
  }

  /** Writes the deed down, does it, and notes that it was done. */
  async around<T>(deed: Deed, work: () => Promise<T>): Promise<T> {
    await this.#append({ kind: 'intent', deed });
    const result = await work();
    await this.#append({ kind: 'done' });
    return result;
  }

  /** Keeps only what is still to be undone. */
  async keep(bootId: string, entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return rm(this.#path, { force: true });
    const records = entries.flatMap(({ deed, done }): JournalRecord[] => [
      { kind: 'intent', deed },
      ...(done ? [{ kind: 'done' } as const] : []),
    ]);
    await this.#replace([{ kind: 'begin', version: VERSION, bootId }, ...records]);
  }

  #append(record: JournalRecord): Promise<void> {
    return writeRecord(this.#path, 'a', record);
  }

  /** On the disk before it resolves. */
  async #replace(records: readonly JournalRecord[]): Promise<void> {
    const file = await open(`${this.#path}.new`, 'w', 0o600);
    try {
      await file.writeFile(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(`${this.#path}.new`, this.#path);
  }
}
