import { fail } from '@baton/model/problem';
import { execa } from 'execa';
import { z } from 'zod';
import type { ImageInfo, ImageTool } from '../../ports/images';
import { endOnAbort } from './end-on-abort';

const TIMEOUT_MS = 30_000;

const infoSchema = z.object({
  format: z.string(),
  'virtual-size': z.number(),
  'backing-filename': z.string().optional(),
  'full-backing-filename': z.string().optional(),
  'format-specific': z.object({ data: z.object({ 'data-file': z.string().optional() }).optional() }).optional(),
});

interface RunOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** @param binary `qemu-img`, or its whole path */
export function qemuImg(binary = 'qemu-img'): ImageTool {
  const run = async (args: readonly string[], { timeoutMs = TIMEOUT_MS, signal }: RunOptions = {}) => {
    const child = execa(binary, args, { reject: false, timeout: timeoutMs, stdin: 'ignore', env: { LC_ALL: 'C' } });
    const ended = signal && endOnAbort(child, signal);
    const result = await child.finally(() => ended?.());
    if (result.code === 'ENOENT') fail('qemu-img.missing', {});
    return { ok: !result.failed, stdout: result.stdout, words: result.stderr.replace(/^qemu-img: /gm, '').trim() };
  };
  return {
    async info(path) {
      // -U: look at it although a machine has it locked.
      const { ok, stdout, words } = await run(['info', '-U', '--output=json', path]);
      return ok ? toInfo(stdout) : fail('storage.not-an-image', { path, words });
    },
    async faults(path) {
      // It reads the tables of the whole image: minutes on a large one.
      const { ok, stdout, words } = await run(['check', '--', path], { timeoutMs: 0 });
      return ok ? null : [stdout.trim().split('\n').slice(0, 3).join(' '), words].filter(Boolean).join(' ');
    },
    async create(path, { format, sizeBytes, preallocate }, signal) {
      const whole = preallocate ? ['-o', 'preallocation=falloc'] : [];
      // Where the file system cannot set space aside, it is written: that takes as long as the disk needs.
      const options = { signal, ...(preallocate && { timeoutMs: 0 }) };
      const { ok, words } = await run(['create', '-q', '-f', format, ...whole, path, String(sizeBytes)], options);
      if (signal?.aborted) fail('storage.cancelled', { path });
      if (!ok) fail('storage.create-failed', { path, words });
    },
  };
}

function toInfo(json: string): ImageInfo {
  const info = infoSchema.parse(JSON.parse(json));
  const backing = info['full-backing-filename'] ?? info['backing-filename'];
  const dataFile = info['format-specific']?.data?.['data-file'];
  return {
    format: info.format,
    virtualSizeBytes: info['virtual-size'],
    dependsOn: [backing, dataFile].filter((file) => file !== undefined),
  };
}
