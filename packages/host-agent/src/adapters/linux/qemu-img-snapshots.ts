import { z } from 'zod';
import type { StoredSnapshot } from '../../ports/images';

/** As `qemu-img info --output=json` and QMP have them (QEMU qapi/block-core.json, SnapshotInfo). */
export const snapshotSchema = z.object({
  id: z.string(),
  name: z.string(),
  'date-sec': z.number(),
  'date-nsec': z.number(),
});

export function toSnapshot({ id, name, ...date }: z.infer<typeof snapshotSchema>): StoredSnapshot {
  return { id, name, at: date['date-sec'] * 1000 + Math.floor(date['date-nsec'] / 1e6) };
}

/** `(12.50/100%)`, written over itself as the work goes on (qemu-progress.c). */
const PROGRESS = /\((\d+(?:\.\d+)?)\/100%\)/g;

/** The newest share in what was printed, from 0 to 1; null = none. */
export function progressIn(printed: string): number | null {
  const newest = [...printed.matchAll(PROGRESS)].at(-1)?.[1];
  return newest === undefined ? null : Number(newest) / 100;
}
