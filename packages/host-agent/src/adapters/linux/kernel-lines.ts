import { uptime } from 'node:os';
import { kernelRecord } from '@baton/model/log/kernel-lines';
import type { Clock } from '../../ports/clock';
import type { KernelLines } from '../../ports/kernel-lines';
import { watchLines } from './hardware/watched-child';

/** What the kernel had before we came is read at once; what comes later is new, and its time is now. */
const BACKLOG_MS = 1000;

/**
 * /dev/kmsg, read by a child: its end is a read that never returns. A user who may not read it hears nothing. The kernel's clock
 * stands still in sleep, so times of what was before are only as good as dmesg(1)'s.
 */
export function linuxKernelLines(parts: { readonly clock: Clock; readonly path?: string }): KernelLines {
  return {
    follow(heard) {
      const since = parts.clock.now();
      const bootedAt = since - uptime() * 1000;
      return watchLines(parts, ['cat', '/dev/kmsg'], (line) => {
        const record = kernelRecord(line);
        if (!record) return;
        const { level, sequence, sinceBootMs, text } = record;
        const now = parts.clock.now();
        heard({ sequence, at: now - since < BACKLOG_MS ? Math.floor(bootedAt + sinceBootMs) : now, level, text });
      });
    },
  };
}
