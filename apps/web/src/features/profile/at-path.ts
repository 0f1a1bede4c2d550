/** What stands at a path such as `disks.0.bus`; undefined where the way ends. */
export function getAt(from: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (isBranch(at) ? at[key] : undefined), from);
}

/** The same with another value at `path`; what does not lie on the way stays the same object. Missing branches are made. */
export function setAt<Tree>(from: Tree, path: string, value: unknown): Tree {
  const [key = '', ...rest] = path.split('.');
  const next = rest.length === 0 ? value : setAt(isBranch(from) ? from[key] : undefined, rest.join('.'), value);
  if (Array.isArray(from)) return from.map((item, index) => (String(index) === key ? next : item)) as Tree;
  return { ...(isBranch(from) ? from : {}), [key]: next } as Tree;
}

/** Whether two plain values say the same. The order of an object's keys does not matter. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isBranch(one) || !isBranch(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(one[key], other[key]));
}

/** Whether `path` is `place` or lies below it. */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`);
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
