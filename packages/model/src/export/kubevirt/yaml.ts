/** What a manifest holds. Undefined entries are left out. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml | undefined };

/** Block YAML. Every string is a JSON string, which is a YAML string too (YAML 1.2, 1.3), so nothing in it can become YAML. */
export function writeYaml(value: Yaml): string {
  return `${block(value, '').join('\n')}\n`;
}

function block(value: Yaml, indent: string): string[] {
  if (isList(value)) return value.flatMap((item) => listItem(item, indent));
  if (typeof value !== 'object') return [`${indent}${scalar(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : entry(key, inner, indent)));
}

function entry(key: string, value: Yaml, indent: string): string[] {
  if (typeof value !== 'object') return [`${indent}${key}: ${scalar(value)}`];
  const inner = block(value, `${indent}  `);
  if (inner.length === 0) return [`${indent}${key}: ${isList(value) ? '[]' : '{}'}`];
  return [`${indent}${key}:`, ...inner];
}

function listItem(item: Yaml, indent: string): string[] {
  const [first = '{}', ...rest] = block(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function scalar(value: string | number | boolean): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}
