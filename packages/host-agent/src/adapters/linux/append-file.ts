import { type FileHandle, open } from 'node:fs/promises';
import type { Appended } from '../../ports/storage-files';

/** Written at most this far ahead of the disk: the last sync is short then, and a lost host costs little. */
const SYNC_EVERY_BYTES = 64 * 1024 * 1024;
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Writes the bytes into the file from `fromBytes` on, each before the next is asked for. */
export async function appendFile(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  { fromBytes, maxBytes }: { readonly fromBytes: number; readonly maxBytes: number },
): Promise<Appended> {
  const file = await open(path, 'r+');
  const writer = new Writer(file, fromBytes);
  try {
    const end = await take(writer, chunks, maxBytes);
    if (end === 'too-many') await file.truncate(fromBytes);
    else await file.datasync();
    return { end, sizeBytes: end === 'too-many' ? fromBytes : writer.at };
  } catch (error) {
    if (!isFull(error)) throw error;
    // A file system that is full only now, at the sync, has lost an unknown part of it.
    if (!writer.isFull) await file.truncate(fromBytes);
    return { end: 'full', sizeBytes: writer.isFull ? writer.at : fromBytes };
  } finally {
    await file.close();
  }
}

async function take(writer: Writer, chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Appended['end']> {
  const source = chunks[Symbol.asyncIterator]();
  for (;;) {
    const next = await source.next().catch(() => null);
    if (next === null) return 'cut';
    if (next.done) return 'whole';
    if (writer.at + next.value.byteLength > maxBytes) return 'too-many';
    await writer.write(next.value);
  }
}

class Writer {
  #unsynced = 0;
  isFull = false;

  constructor(
    private readonly file: FileHandle,
    /** Everything before it was written. */
    public at: number,
  ) {}

  async write(chunk: Uint8Array): Promise<void> {
    for (let done = 0; done < chunk.byteLength; ) {
      const { bytesWritten } = await this.file
        .write(chunk, done, chunk.byteLength - done, this.at)
        .catch((error: unknown) => {
          this.isFull = isFull(error);
          throw error;
        });
      done += bytesWritten;
      this.at += bytesWritten;
    }
    this.#unsynced += chunk.byteLength;
    if (this.#unsynced < SYNC_EVERY_BYTES) return;
    this.#unsynced = 0;
    await this.file.datasync();
  }
}

function isFull(error: unknown): boolean {
  return FULL.has(String((error as NodeJS.ErrnoException).code));
}
