/** A JSON object as QEMU's `-device`, `-blockdev` and `-object` take it. */
export type Json = Readonly<Record<string, unknown>>;

/** Text inside a `key=value,key=value` option: commas are doubled (QEMU util/keyval.c), everything else stands for itself. */
export function optionText(text: string): string {
  return text.replaceAll(',', ',,');
}
