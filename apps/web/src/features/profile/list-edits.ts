import type { FormValues } from './form-values';

/** A list whose items the start order names, and how it names them. */
const BOOT_NAMES = { disks: 'disk', cdroms: 'cd', nics: 'nic' } as const;
export type BootList = keyof typeof BOOT_NAMES;

/** Takes an item off; the start order goes on naming the same devices. */
export function removeItem(values: FormValues, list: BootList, index: number): FormValues {
  const name = BOOT_NAMES[list];
  const boot = values.boot.flatMap((entry) => {
    const place = placeIn(entry, name);
    if (place === undefined || place < index) return [entry];
    return place === index ? [] : [`${name}${place - 1}`];
  });
  return { ...values, boot, [list]: without(values[list] as unknown[], index) };
}

/** Adds an item; the first disk and the first CD are started from, after what is named already. */
export function addItem<List extends BootList>(
  values: FormValues,
  list: List,
  item: FormValues[List][number],
): FormValues {
  const items = values[list] as unknown[];
  const entry = `${BOOT_NAMES[list]}${items.length}`;
  const isFirst = items.length === 0 && list !== 'nics' && !values.boot.includes(entry);
  return { ...values, boot: isFirst ? [...values.boot, entry] : values.boot, [list]: [...items, item] };
}

/** Devices that could be started from and are not named. */
export function bootLeft(values: FormValues): string[] {
  const all = (Object.keys(BOOT_NAMES) as BootList[]).flatMap((list) =>
    values[list].map((_, index) => `${BOOT_NAMES[list]}${index}`),
  );
  return all.filter((entry) => !values.boot.includes(entry));
}

/** The list with one item a place further up or down. */
export function moved<Item>(items: readonly Item[], index: number, by: -1 | 1): Item[] {
  const next = [...items];
  const [item] = next.splice(index, 1);
  if (item !== undefined) next.splice(Math.max(0, index + by), 0, item);
  return next;
}

export function without<Item>(items: readonly Item[], index: number): Item[] {
  return items.filter((_, at) => at !== index);
}

function placeIn(entry: string, name: string): number | undefined {
  const found = new RegExp(`^${name}(\\d+)$`).exec(entry);
  return found ? Number(found[1]) : undefined;
}
