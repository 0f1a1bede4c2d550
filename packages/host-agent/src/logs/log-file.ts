import { type FileHandle, open } from 'node:fs/promises';
import { logIdentity } from '../ports/log-runs';

/** The file as it is now. `identity` changes when another file takes its place. */
export interface LogFileFacts {
  readonly identity: string;
  readonly size: number;
  /** When it was written to last, milliseconds. */
  readonly changedAt: number;
}

/** An open log file, read by byte ranges. */
export class LogFile {
  private constructor(
    private readonly handle: FileHandle,
    readonly facts: LogFileFacts,
  ) {}

  /** null = there is no such file. */
  static async open(path: string): Promise<LogFile | null> {
    const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    });
    if (!handle) return null;
    const stat = await handle.stat();
    return new LogFile(handle, { identity: logIdentity(stat), size: stat.size, changedAt: Math.floor(stat.mtimeMs) });
  }

  /**
   * The bytes from `from` up to `to`; fewer when the file has become shorter.
   * @param into is read into, where it is large enough: who reads all the time does not leave a buffer behind each time
   */
  async read(from: number, to: number, into?: Buffer): Promise<Buffer> {
    const length = Math.max(0, to - from);
    const buffer = into && into.length >= length ? into.subarray(0, length) : Buffer.alloc(length);
    const { bytesRead } = await this.handle.read(buffer, 0, buffer.length, from);
    return buffer.subarray(0, bytesRead);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
