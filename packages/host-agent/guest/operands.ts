/**
 * What an instruction of the demo guest works on: registers, memory and the addresses of labels.
 * Register numbers are Intel's (SDM volume 2, table 2-1): the position in each list is the number in the encoding.
 */
export const registers8 = ['al', 'cl', 'dl', 'bl', 'ah', 'ch', 'dh', 'bh'] as const;
export const registers16 = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'] as const;
const registers32 = ['eax', 'ecx', 'edx', 'ebx', 'esp', 'ebp', 'esi', 'edi'] as const;
export const segmentRegisters = ['es', 'cs', 'ss', 'ds'] as const;

export type Register8 = (typeof registers8)[number];
export type Register16 = (typeof registers16)[number];
export type Register32 = (typeof registers32)[number];
export type SegmentRegister = (typeof segmentRegisters)[number];
export type Register = Register8 | Register16 | Register32;

export type WidthBits = 8 | 16 | 32;
/** The registers that 16-bit addressing may start from, when used alone. */
export type BaseRegister = 'si' | 'di' | 'bx';

export type Memory = { kind: 'memory'; widthBits: WidthBits; place: { label: string } | { base: BaseRegister } };
export type Offset = { kind: 'offset'; label: string };
export type Immediate = number | Offset;

const memory = (widthBits: WidthBits, label: string): Memory => ({ kind: 'memory', widthBits, place: { label } });

/** The byte at a label. */
export const byte = (label: string): Memory => memory(8, label);
/** The 16-bit word at a label. */
export const word = (label: string): Memory => memory(16, label);
/** The 32-bit word at a label. */
export const dword = (label: string): Memory => memory(32, label);
/** The byte that a register points at. */
export const byteAt = (base: BaseRegister): Memory => ({ kind: 'memory', widthBits: 8, place: { base } });
/** The address of a label, as a number. */
export const offset = (label: string): Offset => ({ kind: 'offset', label });

export type RegisterCode = { widthBits: WidthBits; code: number };

/** A register's width and its three-bit number. */
export function registerCode(register: Register): RegisterCode {
  const lists: [WidthBits, readonly string[]][] = [
    [8, registers8],
    [16, registers16],
    [32, registers32],
  ];
  for (const [widthBits, list] of lists) {
    const code = list.indexOf(register);
    if (code >= 0) return { widthBits, code };
  }
  throw new Error(`no such register: ${register}`);
}

/** A segment register's number, or undefined for anything else. */
export function segmentCode(operand: unknown): number | undefined {
  const code = segmentRegisters.indexOf(operand as SegmentRegister);
  return code < 0 ? undefined : code;
}
