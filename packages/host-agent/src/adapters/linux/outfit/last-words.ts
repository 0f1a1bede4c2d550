import { open, stat } from 'node:fs/promises';

const TAIL_BYTES = 4096;

/** Bytes in the file; 0 when there is none. */
export async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** The last line that was appended to a log since it had `from` bytes; '' = nothing. */
export async function newWords(logFile: string, from: number): Promise<string> {
  const file = await open(logFile, 'r').catch(() => null);
  if (!file) return '';
  try {
    const start = Math.max(from, (await file.stat()).size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(TAIL_BYTES), position: start });
    return buffer.toString('utf8', 0, bytesRead).trim().split('\n').at(-1)?.trim() ?? '';
  } finally {
    await file.close();
  }
}
