import {
  type BaseRegister,
  type Immediate,
  type Memory,
  type Register,
  registerCode,
  type WidthBits,
} from './operands';

type Fixup = { at: number; label: string; from: number; widthBits: 8 | 16 };

/** The address form in a ModRM byte for a lone base register (Intel SDM volume 2, table 2-1). */
const baseForms: Record<BaseRegister, number> = { si: 4, di: 5, bx: 7 };

/**
 * The bytes of a program under way: places, labels, and the operand encodings that instructions share. Labels are
 * filled in at the end, so code may name what comes later.
 */
export class Encoder {
  private readonly code: number[] = [];
  private readonly labels = new Map<string, number>();
  private readonly fixups: Fixup[] = [];

  /** @param origin the address at which the first byte will stand in memory */
  constructor(private readonly origin: number) {}

  /** Names the place of the next byte. Throws when the name is taken. */
  label(name: string): void {
    if (this.labels.has(name)) throw new Error(`label defined twice: ${name}`);
    this.labels.set(name, this.origin + this.code.length);
  }

  /** The address of a label. Throws when it is not defined. */
  addressOf(label: string): number {
    const address = this.labels.get(label);
    if (address === undefined) throw new Error(`no such label: ${label}`);
    return address;
  }

  /** Zeros up to an address. Throws when the program is past it already. */
  padTo(address: number): void {
    const missing = address - this.origin - this.code.length;
    if (missing < 0) throw new Error(`the program is ${-missing} bytes too long for 0x${address.toString(16)}`);
    for (let index = 0; index < missing; index++) this.code.push(0);
  }

  /** The finished code. Throws on a label that is missing or out of reach. */
  bytes(): Uint8Array {
    const image = Uint8Array.from(this.code);
    for (const { at, label, from, widthBits } of this.fixups) {
      const value = this.addressOf(label) - from;
      if (widthBits === 8 && (value < -128 || value > 127)) throw new Error(`${label} is too far for a short jump`);
      image[at] = value & 0xff;
      if (widthBits === 16) image[at + 1] = (value >> 8) & 0xff;
    }
    return image;
  }

  protected put(...values: number[]): void {
    for (const value of values) this.code.push(value & 0xff);
  }

  /** In 16-bit code, 0x66 makes the operand 32 bits wide. */
  protected prefix(widthBits: WidthBits): void {
    if (widthBits === 32) this.put(0x66);
  }

  /** An opcode whose lowest bit says "wider than 8 bits". */
  protected opcode(opcode: number, widthBits: WidthBits): void {
    this.prefix(widthBits);
    this.put(opcode | (widthBits === 8 ? 0 : 1));
  }

  /** The ModRM byte and the address behind it: a register or an opcode's extension, and an operand. */
  protected modrm(middle: number, operand: Register | Memory): void {
    if (typeof operand === 'string') {
      this.put(0xc0 | (middle << 3) | registerCode(operand).code);
    } else if ('base' in operand.place) {
      this.put((middle << 3) | baseForms[operand.place.base]);
    } else {
      this.put((middle << 3) | 6);
      this.absolute(operand.place.label);
    }
  }

  /** An instruction on one operand. */
  protected oneOperand([opcode, extension]: readonly [number, number], operand: Register | Memory): void {
    this.opcode(opcode, widthOf(operand));
    this.modrm(extension, operand);
  }

  /** An instruction on two operands, one of them a register; opcode | 2 is the form with the register as target. */
  protected twoOperands(opcode: number, to: Register | Memory, from: Register | Memory): void {
    if (widthOf(to) !== widthOf(from)) throw new Error('operands differ in width');
    if (typeof from === 'string') {
      this.opcode(opcode, widthOf(to));
      this.modrm(registerCode(from).code, to);
    } else if (typeof to === 'string') {
      this.opcode(opcode | 2, widthOf(to));
      this.modrm(registerCode(to).code, from);
    } else {
      throw new Error('one operand has to be a register');
    }
  }

  /** A number, low byte first, or a label's address. */
  protected immediate(value: Immediate, widthBits: WidthBits): void {
    if (typeof value === 'number') {
      for (let shift = 0; shift < widthBits; shift += 8) this.put(value >>> shift);
    } else if (widthBits === 16) {
      this.absolute(value.label);
    } else {
      throw new Error(`the address of ${value.label} needs 16 bits`);
    }
  }

  protected absolute(label: string): void {
    this.fixups.push({ at: this.code.length, label, widthBits: 16, from: 0 });
    this.put(0, 0);
  }

  /** The way to a label, counted from the byte behind this number. */
  protected relative(label: string, widthBits: 8 | 16): void {
    const at = this.code.length;
    this.fixups.push({ at, label, widthBits, from: this.origin + at + widthBits / 8 });
    this.immediate(0, widthBits);
  }
}

export const isImmediate = (operand: Memory | Immediate | string): operand is Immediate =>
  typeof operand === 'number' || (typeof operand === 'object' && operand.kind === 'offset');

export const widthOf = (operand: Register | Memory): WidthBits =>
  typeof operand === 'string' ? registerCode(operand).widthBits : operand.widthBits;
