import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { UploadView } from '@baton/api/views';
import { STORED_KINDS, type StoredKind } from '@baton/model/storage/file-name';
import { z } from 'zod';
import type { StorageFiles } from '../ports/storage-files';

const DAY_MS = 24 * 60 * 60 * 1000;
/** An upload that nobody went on with for so long is forgotten. */
export const KEPT_DAYS = 7;

const recordSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['iso', 'disk', 'rom']),
  sizeBytes: z.int().min(1),
  startedAt: z.number(),
});
type UploadRecord = z.infer<typeof recordSchema>;
const RECORD = /^\.([0-9a-f-]{36})\.upload$/;

/** An unfinished upload: what it is to be, and where its bytes lie. */
export interface Unfinished extends UploadView {
  /** Beside its place, so that it gets its name without being copied. */
  readonly part: string;
  /** The place itself. */
  readonly path: string;
}

/** Unfinished uploads on the disk: each a record and a part, hidden in the folder of their kind. They outlive the agent. */
export class UploadShelf {
  constructor(
    private readonly files: StorageFiles,
    private readonly folder: string,
  ) {}

  folderOf(kind: StoredKind): string {
    return join(this.folder, STORED_KINDS[kind].folder);
  }

  /** All that are there; those too old are removed. @param now milliseconds since the epoch */
  async load(now: number): Promise<readonly Unfinished[]> {
    const kinds = Object.keys(STORED_KINDS) as StoredKind[];
    const found = await Promise.all(
      kinds.map(async (kind) => {
        const ids = (await this.files.names(this.folderOf(kind))).flatMap((name) => RECORD.exec(name)?.[1] ?? []);
        return Promise.all(ids.map((id) => this.#load(kind, id, now)));
      }),
    );
    return found.flat().filter((upload) => upload !== null);
  }

  async add(wanted: Pick<UploadView, 'name' | 'kind' | 'sizeBytes'>, now: number): Promise<Unfinished> {
    const record: UploadRecord = { ...wanted, id: randomUUID(), startedAt: now };
    await this.files.ensureFolder(this.folderOf(wanted.kind));
    const upload = this.#unfinished(record, 0);
    // The part first: a record without one would be an upload that cannot go on.
    await this.files.write(upload.part, new Uint8Array());
    await this.files.write(this.#recordFile(record), new TextEncoder().encode(JSON.stringify(record)));
    return upload;
  }

  /** Also after its part got its name. */
  async remove(upload: Pick<Unfinished, 'id' | 'kind' | 'part'>): Promise<void> {
    await this.files.remove(this.#recordFile(upload));
    await this.files.remove(upload.part);
  }

  async #load(kind: StoredKind, id: string, now: number): Promise<Unfinished | null> {
    const file = this.#recordFile({ kind, id });
    const text = new TextDecoder().decode(await this.files.read(file, { fromBytes: 0, maxBytes: 4096 }));
    const record = recordSchema.safeParse(jsonOf(text));
    const part = this.#partFile({ kind, id });
    const bytes = await this.files.look(part);
    const isOld = bytes.kind !== 'file' || bytes.modifiedAt < now - KEPT_DAYS * DAY_MS;
    if (isOld || !record.success || record.data.kind !== kind || record.data.id !== id) {
      await this.remove({ kind, id, part });
      return null;
    }
    return this.#unfinished(record.data, bytes.sizeBytes);
  }

  #unfinished(record: UploadRecord, receivedBytes: number): Unfinished {
    const path = join(this.folderOf(record.kind), record.name);
    return { ...record, receivedBytes, path, part: this.#partFile(record) };
  }

  #recordFile({ kind, id }: Pick<UploadRecord, 'kind' | 'id'>): string {
    return join(this.folderOf(kind), `.${id}.upload`);
  }

  #partFile({ kind, id }: Pick<UploadRecord, 'kind' | 'id'>): string {
    return join(this.folderOf(kind), `.${id}.part`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
