import { MEMORY_MAX_MIB, MEMORY_MIN_MIB } from '../../profile/memory';
import type { Intake } from './intake';
import type { QemuOption } from './options';

/** What QEMU takes without `-m`. */
const QEMU_DEFAULT_MIB = 128;
const MIB = 1024 * 1024;

/** `-m` and where the memory comes from: ordinary pages, or huge ones that Baton sets aside itself. */
export function readMemory(intake: Intake): void {
  readSize(intake);
  readBackends(intake);
  for (const option of intake.open('mem-path')) pagesAt(intake, option, option.value);
  for (const option of intake.open('mem-prealloc')) intake.unneeded(option, 'own-pages');
  for (const option of intake.open('numa')) {
    if (option.values.peek('memdev')) intake.unneeded(option, 'default');
  }
  for (const option of intake.open('overcommit')) {
    intake.draft.memory.lock = option.values.get('mem-lock') === 'on';
    intake.field(option, 'memory.lock');
  }
  for (const option of intake.open('realtime')) {
    const lock = option.values.get('mlock') === 'on' || option.value === 'mlock';
    intake.draft.memory.lock = lock;
    intake.field(option, 'memory.lock');
  }
  for (const option of intake.open('balloon')) {
    if (option.value === 'none') intake.unneeded(option, 'no-effect');
  }
}

function readSize(intake: Intake): void {
  const { memory } = intake.draft;
  memory.sizeMiB = QEMU_DEFAULT_MIB;
  for (const option of intake.open('m')) {
    const text = option.values.get('size') ?? '';
    const wanted = mebibytes(text);
    const fitting = Math.min(MEMORY_MAX_MIB, Math.max(MEMORY_MIN_MIB, Math.round(wanted ?? QEMU_DEFAULT_MIB)));
    memory.sizeMiB = fitting;
    if (fitting !== wanted) intake.changed(option, 'memory.sizeMiB', [text, `${fitting} MiB`]);
    intake.field(option, 'memory.sizeMiB');
  }
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1 / 1024, M: 1, G: 1024, T: 1024 * 1024, B: 1 / MIB };

/** `8G`, `8192`, `8192M`: without a unit it counts MiB. undefined = no size. */
function mebibytes(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?)([KMGTB]?)(?:iB|B)?$/i.exec(text.trim());
  if (!match) return undefined;
  return Number(match[1]) * (UNITS[(match[2] ?? '').toUpperCase()] ?? 1);
}

/** Memory objects that hold the guest's own memory; the others belong to devices. */
function readBackends(intake: Intake): void {
  const named = new Set([
    ...intake.options
      .filter(({ name }) => name === 'machine' || name === 'M')
      .map(({ values }) => values.peek('memory-backend')),
    ...intake.options.filter(({ name }) => name === 'numa').map(({ values }) => values.peek('memdev')),
  ]);
  for (const option of intake.open('object')) {
    const { values } = option;
    const type = values.peek('qom-type') ?? '';
    if (!type.startsWith('memory-backend-') || !named.has(values.peek('id'))) continue;
    for (const key of ['qom-type', 'size', 'share', 'prealloc', 'merge', 'dump', 'seal', 'prealloc-threads'])
      values.get(key);
    const path = values.get('mem-path');
    intake.field(option, 'memory');
    if (path !== undefined) pagesAt(intake, option, path);
    if (values.get('hugetlb') === 'on') intake.draft.memory.hugepages = pageSize(values.get('hugetlbsize') ?? '');
  }
}

function pagesAt(intake: Intake, option: QemuOption, path: string): void {
  if (/^\/dev\/shm(\/|$)|^\/tmp(\/|$)/.test(path)) {
    intake.unneeded(option, 'no-effect');
    return;
  }
  intake.draft.memory.hugepages = pageSize(path);
  intake.field(option, 'memory.hugepages');
  intake.tell(option, ['no-hugetlbfs-proof', { path }], 'memory.hugepages');
}

/** By the size or by the mount point's name; 2 MiB pages are what a machine can get after its host booted. */
const pageSize = (text: string): '2M' | '1G' => (/1G|1048576|1024M|1073741824/i.test(text) ? '1G' : '2M');
