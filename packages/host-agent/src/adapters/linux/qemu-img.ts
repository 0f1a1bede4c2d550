import { fail } from '@baton/model/problem';
import { execa } from 'execa';
import { z } from 'zod';
import type { ImageInfo, ImageTool } from '../../ports/images';
import { endOnAbort } from './end-on-abort';
import { endLeftCopies } from './qemu-img-left';
import { progressIn, snapshotSchema, toSnapshot } from './qemu-img-snapshots';

const TIMEOUT_MS = 30_000;
/** Of `qemu-img check`: space is lost, and no data (qemu-img(1)). */
const LEAKS_ONLY = 3;

const infoSchema = z.object({
  format: z.string(),
  'virtual-size': z.number(),
  'actual-size': z.number().default(0),
  snapshots: z.array(snapshotSchema).default([]),
  'backing-filename': z.string().optional(),
  'full-backing-filename': z.string().optional(),
  'format-specific': z.object({ data: z.object({ 'data-file': z.string().optional() }).optional() }).optional(),
});

interface RunOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Given each piece of its output as it comes. */
  readonly printed?: (text: string) => void;
}

/** @param binary `qemu-img`, or its whole path */
export function qemuImg(binary = 'qemu-img'): ImageTool {
  const run = async (args: readonly string[], { timeoutMs = TIMEOUT_MS, signal, printed }: RunOptions = {}) => {
    const child = execa(binary, args, { reject: false, timeout: timeoutMs, stdin: 'ignore', env: { LC_ALL: 'C' } });
    if (printed) child.stdout.on('data', (chunk: Buffer) => printed(chunk.toString()));
    const ended = signal && endOnAbort(child, signal);
    const result = await child.finally(() => ended?.());
    if (result.code === 'ENOENT') fail('qemu-img.missing', {});
    return {
      ok: !result.failed,
      code: result.exitCode,
      stdout: result.stdout,
      words: result.stderr.replace(/^qemu-img: /gm, '').trim(),
    };
  };
  return {
    endLeft: endLeftCopies,
    async info(path) {
      // -U: look at it although a machine has it locked.
      const { ok, stdout, words } = await run(['info', '-U', '--output=json', path]);
      return ok ? toInfo(stdout) : fail('storage.not-an-image', { path, words });
    },
    async faults(path) {
      // It reads the tables of the whole image: minutes on a large one.
      const { ok, code, stdout, words } = await run(['check', '--', path], { timeoutMs: 0 });
      if (ok || code === LEAKS_ONLY) return null;
      return [stdout.trim().split('\n').slice(0, 3).join(' '), words].filter(Boolean).join(' ');
    },
    async create(path, { format, sizeBytes, preallocate }, signal) {
      const whole = preallocate ? ['-o', 'preallocation=falloc'] : [];
      // Where the file system cannot set space aside, it is written: that takes as long as the disk needs.
      const options = { signal, ...(preallocate && { timeoutMs: 0 }) };
      const { ok, words } = await run(['create', '-q', '-f', format, ...whole, path, String(sizeBytes)], options);
      if (signal?.aborted) fail('storage.cancelled', { path });
      if (!ok) fail('storage.create-failed', { path, words });
    },
    async snapshot(path, change) {
      const flag = { create: '-c', remove: '-d', revert: '-a' }[change.do];
      const doing = { create: 'snapshot', remove: 'remove-snapshot', revert: 'revert' } as const;
      const which = change.do === 'revert' ? change.id : change.name;
      const { ok, words } = await run(['snapshot', '-q', flag, which, path], { timeoutMs: 0 });
      if (!ok) fail('disk.failed', { path, doing: doing[change.do], words });
    },
    async grow(path, { format, bytes }) {
      const { ok, words } = await run(['resize', '-q', '-f', format, path, String(bytes)]);
      if (!ok) fail('disk.failed', { path, doing: 'resize', words });
    },
    async copy({ from, format, to, signal, progress }) {
      const printed = (text: string) => {
        const share = progressIn(text);
        if (share !== null) progress(share);
      };
      const args = ['convert', '-p', '-f', format, '-O', 'qcow2', from, to];
      const { ok, words } = await run(args, { timeoutMs: 0, signal, printed });
      if (signal.aborted) fail('storage.cancelled', { path: to });
      if (!ok) fail('disk.failed', { path: from, doing: 'backup', words });
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
    usedBytes: info['actual-size'],
    snapshots: info.snapshots.map(toSnapshot),
    dependsOn: [backing, dataFile].filter((file) => file !== undefined),
  };
}
