/** JSON text for a column. Throws for what JSON cannot say (undefined, a function), rather than storing a hole. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`${typeof value} is not JSON`);
  return text;
}

/** The value as written; the caller validates its shape. */
export function fromJson(text: string): unknown {
  return JSON.parse(text);
}
