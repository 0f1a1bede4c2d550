import type { StorageFileView } from '@baton/api/views';

export type FileKind = StorageFileView['kind'];

const TABS = ['iso', 'disk', 'rom'] as const satisfies readonly FileKind[];
const NAMES: Record<FileKind, string> = { iso: 'ISO images', disk: 'Disks', rom: 'GPU ROMs' };

/** A tab that is not known is the first one. */
export function libraryTab(word: string | null): FileKind {
  return TABS.find((tab) => tab === word) ?? 'iso';
}

export function libraryHref(tab: FileKind): string {
  return tab === 'iso' ? '/library' : `/library?tab=${tab}`;
}

/** The tabs, each with how many files it has once that is known. */
export function tabLinks(current: FileKind, files: readonly StorageFileView[] | undefined) {
  return TABS.map((tab) => {
    const count = files?.filter(({ kind }) => kind === tab).length;
    return { href: libraryHref(tab), label: count ? `${NAMES[tab]} ${count}` : NAMES[tab], current: tab === current };
  });
}
