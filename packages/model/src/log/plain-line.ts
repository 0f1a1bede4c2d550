/** Escape sequences of terminals: CSI (colours, cursor), OSC (titles), and two-character ones (ECMA-48). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A line as text: without colours and other terminal controls, a tab as spaces. */
export function plainLine(text: string): string {
  return text.replace(ESCAPES, '').replace(CONTROLS, '').replaceAll('\t', '    ');
}
