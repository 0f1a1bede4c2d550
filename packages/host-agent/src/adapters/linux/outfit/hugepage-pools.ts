import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HugepagePools, HugepageSize } from '../../../ports/outfit-means';
import { writeInChild } from '../hardware/one-shot';
import { readText } from '../hardware/sysfs';
import type { HostCommands } from './host-commands';

/** Making many pages means moving memory together: the kernel takes its time. */
const RESIZE_DEADLINE_MS = 60_000;
const DEADLINE_MS = 10_000;
const KIB = { '2M': 2048, '1G': 1_048_576 } as const;

export interface HugepagePoolsParts {
  readonly commands: HostCommands;
  readonly sysfsRoot: string;
  readonly procRoot: string;
}

/** Documentation/admin-guide/mm/hugetlbpage.rst. */
export function linuxHugepagePools({ commands, sysfsRoot, procRoot }: HugepagePoolsParts): HugepagePools {
  const { oneShot } = commands;

  return {
    read: (size) => linuxPool(sysfsRoot, size),
    resize: (size, total) =>
      writeInChild(oneShot, {
        doing: `huge pages of ${size}: ${total}`,
        path: poolFile(sysfsRoot, size, 'nr_hugepages'),
        text: String(total),
        deadlineMs: RESIZE_DEADLINE_MS,
      }),
    compact: () =>
      writeInChild(oneShot, {
        doing: 'compact memory',
        path: join(procRoot, 'sys/vm/compact_memory'),
        text: '1',
        deadlineMs: RESIZE_DEADLINE_MS,
      }).catch(() => undefined),
    mountPoint: (size) => hugetlbfs(procRoot, size),
    async mount(size, folder) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const options = `pagesize=${size},mode=0700`;
      await commands.run(['mount', '-t', 'hugetlbfs', '-o', options, 'hugetlbfs', folder], DEADLINE_MS);
    },
    async unmount(folder) {
      const mounts = await mountsOf(procRoot);
      if (mounts.some(({ at, type }) => at === folder && type === 'hugetlbfs')) {
        await commands.run(['umount', folder], DEADLINE_MS);
      }
      await rmdir(folder).catch(() => undefined);
    },
  };
}

/** null = this kernel has no pages of that size. */
export async function linuxPool(
  sysfsRoot: string,
  size: HugepageSize,
): Promise<{ readonly total: number; readonly free: number } | null> {
  const [total, free, reserved] = await Promise.all(
    ['nr_hugepages', 'free_hugepages', 'resv_hugepages'].map((name) => readText(poolFile(sysfsRoot, size, name))),
  );
  if (total === null || total === undefined) return null;
  // Reserved pages are free in the kernel's count, and promised to somebody.
  return { total: Number(total), free: Math.max(0, Number(free) - Number(reserved ?? 0)) };
}

function poolFile(sysfsRoot: string, size: HugepageSize, name: string): string {
  return join(sysfsRoot, 'kernel/mm/hugepages', `hugepages-${KIB[size]}kB`, name);
}

/** Where pages of that size can be mapped: by the table of mounts, because a folder's name proves nothing. */
export async function hugetlbfs(procRoot: string, size: HugepageSize): Promise<string | null> {
  const standard = await standardKib(procRoot);
  const fits = ({ type, options }: Mount): boolean => {
    if (type !== 'hugetlbfs') return false;
    const given = /(?:^|,)pagesize=(\d+)([KMG])/i.exec(options);
    const kib = given ? Number(given[1]) * UNIT_KIB[(given[2] ?? 'K').toUpperCase() as 'K' | 'M' | 'G'] : standard;
    return kib === KIB[size];
  };
  return (await mountsOf(procRoot)).find(fits)?.at ?? null;
}

const UNIT_KIB = { K: 1, M: 1024, G: 1_048_576 } as const;

/** Size of a hugetlbfs that names none. */
async function standardKib(procRoot: string): Promise<number> {
  const text = (await readText(join(procRoot, 'meminfo'))) ?? '';
  return Number(/^Hugepagesize:\s+(\d+) kB$/m.exec(text)?.[1] ?? KIB['2M']);
}

interface Mount {
  readonly at: string;
  readonly type: string;
  readonly options: string;
}

async function mountsOf(procRoot: string): Promise<readonly Mount[]> {
  const text = (await readText(join(procRoot, 'mounts'))) ?? '';
  return text.split('\n').map((line) => {
    const [, at = '', type = '', options = ''] = line.split(' ');
    return { at: unescaped(at), type, options };
  });
}

/** Blanks and such are written as octal numbers (proc_mounts(5)). */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
