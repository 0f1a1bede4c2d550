/**
 * The few words of the ACPI Machine Language that our tables need (ACPI 6.5, chapter 20). Each function returns the bytes of one
 * term; terms are nested by passing them on.
 */
export type Aml = readonly number[];

export const ZERO: Aml = [0x00];
export const ONE: Aml = [0x01];
/** Arguments and locals of a method. */
export const ARG0: Aml = [0x68];
export const ARG1: Aml = [0x69];
export const local = (number: number): Aml => [0x60 + number];

/** One name of four characters, such as `_ROM`. */
export function nameSeg(name: string): Aml {
  if (!/^[A-Z_][A-Z0-9_]{0,3}$/.test(name)) throw new RangeError(`no ACPI name: ${name}`);
  return bytesOf(name.padEnd(4, '_'));
}

/** A path from the root, `\_SB.PCI0.S08`, or below the present scope. */
export function namePath(path: string): Aml {
  const root = path.startsWith('\\') ? bytesOf('\\') : [];
  const segments = path.replace(/^\\/, '').split('.');
  const names = segments.flatMap((segment) => [...nameSeg(segment)]);
  if (segments.length === 1) return [...root, ...names];
  if (segments.length === 2) return [...root, 0x2e, ...names];
  return [...root, 0x2f, segments.length, ...names];
}

/** A number in its shortest form. */
export function integer(value: number): Aml {
  if (value === 0) return ZERO;
  if (value === 1) return ONE;
  if (value <= 0xff) return [0x0a, value];
  if (value <= 0xffff) return [0x0b, ...littleEndian(value, 2)];
  return [0x0c, ...littleEndian(value, 4)];
}

/** ASCII without control characters. */
export function text(value: string): Aml {
  return [0x0d, ...bytesOf(value), 0x00];
}

export function buffer(bytes: Uint8Array): Aml {
  return packaged([0x11], [...integer(bytes.length), ...bytes]);
}

/** A buffer of so many bytes that are all zero. */
export function emptyBuffer(length: number): Aml {
  return packaged([0x11], integer(length));
}

export function packageOf(elements: readonly Aml[]): Aml {
  return packaged([0x12], [elements.length, ...elements.flat()]);
}

export function name(path: string, value: Aml): Aml {
  return [0x08, ...namePath(path), ...value];
}

export function scope(path: string, terms: readonly Aml[]): Aml {
  return packaged([0x10], [...namePath(path), ...terms.flat()]);
}

export function device(path: string, terms: readonly Aml[]): Aml {
  return packaged([0x5b, 0x82], [...namePath(path), ...terms.flat()]);
}

/** `serialized`: one caller at a time, which a method that makes names needs. */
export function method(path: string, options: { args: number; serialized?: boolean }, terms: readonly Aml[]): Aml {
  const flags = options.args | (options.serialized ? 0x08 : 0);
  return packaged([0x14], [...namePath(path), flags, ...terms.flat()]);
}

/** Calls a method that is declared before, or elsewhere with that many arguments. */
export function call(path: string, args: readonly Aml[]): Aml {
  return [...namePath(path), ...args.flat()];
}

export const giveBack = (value: Aml): Aml => [0xa4, ...value];
export const store = (value: Aml, to: Aml): Aml => [0x70, ...value, ...to];
export const when = (condition: Aml, terms: readonly Aml[]): Aml => packaged([0xa0], [...condition, ...terms.flat()]);
export const equal = (a: Aml, b: Aml): Aml => [0x93, ...a, ...b];
export const greater = (a: Aml, b: Aml): Aml => [0x94, ...a, ...b];
export const less = (a: Aml, b: Aml): Aml => [0x95, ...a, ...b];
export const add = (a: Aml, b: Aml): Aml => [0x72, ...a, ...b, ...NOWHERE];
export const subtract = (a: Aml, b: Aml): Aml => [0x74, ...a, ...b, ...NOWHERE];
export const and = (a: Aml, b: Aml): Aml => [0x7b, ...a, ...b, ...NOWHERE];
export const shiftRight = (a: Aml, bits: Aml): Aml => [0x7a, ...a, ...bits, ...NOWHERE];
export const sizeOf = (of: Aml): Aml => [0x87, ...of];
export const concatenate = (a: Aml, b: Aml): Aml => [0x73, ...a, ...b, ...NOWHERE];
/** At most `length` bytes of a buffer from `from`. */
export const mid = (of: Aml, from: Aml, length: Aml): Aml => [0x9e, ...of, ...from, ...length, ...NOWHERE];

/** An operator's target when its result is used in place. */
const NOWHERE: Aml = [0x00];

/** Opcode, length of the rest with the length's own bytes (PkgLength, 20.2.4), rest. */
function packaged(opcode: Aml, body: Aml): Aml {
  for (let own = 1; own <= 4; own += 1) {
    const length = body.length + own;
    if (own === 1 && length < 0x40) return [...opcode, length, ...body];
    if (own > 1 && length < 2 ** (4 + 8 * (own - 1))) {
      const lead = ((own - 1) << 6) | (length & 0x0f);
      return [...opcode, lead, ...littleEndian(Math.floor(length / 16), own - 1), ...body];
    }
  }
  throw new RangeError('a term of more than 256 MiB');
}

export function littleEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** index) % 256);
}

function bytesOf(ascii: string): number[] {
  return [...ascii].map((character) => character.charCodeAt(0));
}
