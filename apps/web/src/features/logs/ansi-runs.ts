/** A stretch of a line's plain text that its writer marked. */
export interface AnsiRun {
  readonly from: number;
  readonly to: number;
  readonly colour: AnsiColour | undefined;
  readonly bold: boolean;
}

export const ANSI_COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
export type AnsiColour = (typeof ANSI_COLOURS)[number];

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const SELECT = /\u001b\[([\d;:]*)m/g;

/**
 * The colours of a line (ECMA-48, SGR): the eight, bright or not, and bold. What a log does not need is left out: backgrounds,
 * the 256 colours, blinking.
 * @param plain gives a piece of raw text as it is shown
 */
export function ansiRuns(raw: string, plain: (text: string) => string): readonly AnsiRun[] {
  if (!raw.includes('\u001b[')) return [];
  const runs: AnsiRun[] = [];
  let colour: AnsiColour | undefined;
  let bold = false;
  let from = 0;
  let at = 0;
  const close = (to: number) => {
    if (to > from && (colour !== undefined || bold)) runs.push({ from, to, colour, bold });
    from = to;
  };
  for (const match of raw.matchAll(SELECT)) {
    const end = from + plain(raw.slice(at, match.index)).length;
    close(end);
    at = match.index + match[0].length;
    ({ colour, bold } = select(match[1] ?? '', { colour, bold }));
  }
  close(from + plain(raw.slice(at)).length);
  return runs;
}

interface Look {
  readonly colour: AnsiColour | undefined;
  readonly bold: boolean;
}

function select(codes: string, before: Look): Look {
  let look = before;
  const numbers = codes.split(/[;:]/).map(Number);
  for (let index = 0; index < numbers.length; index += 1) {
    const code = numbers[index] ?? 0;
    if (code === 0) look = { colour: undefined, bold: false };
    else if (code === 1) look = { ...look, bold: true };
    else if (code === 22) look = { ...look, bold: false };
    else if (code === 39) look = { ...look, colour: undefined };
    else if (code >= 30 && code <= 37) look = { ...look, colour: ANSI_COLOURS[code - 30] };
    else if (code >= 90 && code <= 97) look = { ...look, colour: ANSI_COLOURS[code - 90] };
    // 38;5;n and 38;2;r;g;b, and the same for the ground: their numbers are no codes.
    else if (code === 38 || code === 48) index += numbers[index + 1] === 2 ? 4 : 2;
  }
  return look;
}
