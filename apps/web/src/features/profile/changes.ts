import { getAt, isSame } from './at-path';
import { homeOf, wordsAt } from './fields';
import type { FormValues } from './form-values';
import { valueWords } from './value-words';

/** One setting that differs, as a person reads it. */
export interface Change {
  readonly path: string;
  /** With the place in a list: “Disk 2, attached as”. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Told whole: their parts mean nothing alone. */
const WHOLE: ReadonlySet<string> = new Set([
  'gpu.battery',
  'cpu.hyperv',
  'boot',
  'extraArguments',
  'cpu.features',
  'gpu.subsystem',
]);

/** Every setting that differs, in the order of the form. An item of a list that came or went is one change. */
export function changesBetween(before: FormValues, now: FormValues): Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  const all = [...keys].flatMap((key) => changesAt(key, before, now));
  return all.filter(({ path }, index) => all.findIndex((change) => change.path === path) === index);
}

function changesAt(path: string, before: FormValues, now: FormValues): Change[] {
  const [was, is] = [getAt(before, path), getAt(now, path)];
  if (isSame(was, is)) return [];
  if (!WHOLE.has(path) && isBranch(was) && isBranch(is) && !isOtherKind(was, is)) {
    const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
    return [...keys].flatMap((key) => changesAt(`${path}.${key}`, before, now));
  }
  const home = homeOf(path)?.path ?? path;
  return [
    {
      path: home,
      label: changeLabel(home),
      before: valueWords(home, getAt(before, home)),
      after: valueWords(home, getAt(now, home)),
    },
  ];
}

/** The label of a field with the place of its item: “Disk 2, cache”. */
export function changeLabel(path: string): string {
  const item = path.match(/^(.*?\.)?\d+(?=\.|$)/)?.[0];
  if (!item) return wordsAt(path).label;
  const index = Number(item.slice(item.lastIndexOf('.') + 1));
  const name = `${wordsAt(item).label} ${index + 1}`;
  if (item === path) return name;
  const label = wordsAt(path).label;
  return `${name}, ${/^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label}`;
}

/** A list of plain values, or an object of another kind: a file in place of a new disk. */
function isOtherKind(was: object, is: object): boolean {
  if (Array.isArray(was) && Array.isArray(is)) return [...was, ...is].some((item) => typeof item !== 'object');
  return ['kind', 'by', 'from', 'preset'].some((key) => key in was && getAt(was, key) !== getAt(is, key));
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
