import { Encoder, isImmediate, widthOf } from './encode';
import {
  type Immediate,
  type Memory,
  type Register,
  type Register8,
  type Register16,
  registerCode,
  type SegmentRegister,
  segmentCode,
} from './operands';

/** Condition codes of Jcc (Intel SDM volume 2, appendix B, table B-1). */
const conditions = { c: 2, nc: 3, z: 4, nz: 5, be: 6, a: 7 } as const;
/** The eight operations that share one encoding: opcode = number * 8, immediate form /number. */
const arithmetic = { add: 0, or: 1, and: 4, sub: 5, xor: 6, cmp: 7 } as const;

type Condition = keyof typeof conditions;

/**
 * Writes 16-bit x86 machine code for a 386 or later: one method an instruction, named as Intel names it, operands in
 * Intel's order. Only what the demo guest needs is here. Jumps and calls always take the 16-bit form, so one pass over
 * the program is enough and labels are filled in at the end.
 */
export class Assembler extends Encoder {
  /** Copies the second operand into the first. Segment registers load from and store to 16-bit registers only. */
  mov(to: Register | Memory | SegmentRegister, from: Register | Memory | SegmentRegister | Immediate): void {
    const toSegment = segmentCode(to);
    const fromSegment = segmentCode(from);
    if (toSegment !== undefined) {
      this.put(0x8e, 0xc0 | (toSegment << 3) | registerCode(from as Register16).code);
    } else if (fromSegment !== undefined) {
      this.put(0x8c, 0xc0 | (fromSegment << 3) | registerCode(to as Register16).code);
    } else if (isImmediate(from)) {
      this.movImmediate(to as Register | Memory, from);
    } else {
      this.twoOperands(0x88, to as Register | Memory, from as Register | Memory);
    }
  }

  /** first += second */
  add(first: Register | Memory, second: Register | Memory | Immediate): void {
    this.arithmetic('add', first, second);
  }
  /** first -= second */
  sub(first: Register | Memory, second: Register | Memory | Immediate): void {
    this.arithmetic('sub', first, second);
  }
  /** Sets the flags of first - second. */
  cmp(first: Register | Memory, second: Register | Memory | Immediate): void {
    this.arithmetic('cmp', first, second);
  }
  /** first &= second */
  and(first: Register | Memory, second: Register | Memory | Immediate): void {
    this.arithmetic('and', first, second);
  }
  /** first |= second */
  or(first: Register | Memory, second: Register | Memory | Immediate): void {
    this.arithmetic('or', first, second);
  }
  /** first ^= second */
  xor(first: Register | Memory, second: Register | Memory | Immediate): void {
    this.arithmetic('xor', first, second);
  }
  /** Adds one. */
  inc(operand: Register | Memory): void {
    this.step(0, operand);
  }
  /** Takes one off. */
  dec(operand: Register | Memory): void {
    this.step(1, operand);
  }
  /** 32-bit: edx:eax / operand, quotient in eax, rest in edx. 16-bit: the same with dx:ax. */
  div(operand: Register): void {
    this.oneOperand([0xf6, 6], operand);
  }
  /** dx:ax = ax * operand (16-bit operand). */
  mul(operand: Register16): void {
    this.oneOperand([0xf6, 4], operand);
  }
  /** Shifts left by a fixed number of bits. */
  shl(operand: Register, bits: number): void {
    this.oneOperand([0xc0, 4], operand);
    this.put(bits);
  }
  /** Shifts right by a fixed number of bits, zeros coming in. */
  shr(operand: Register, bits: number): void {
    this.oneOperand([0xc0, 5], operand);
    this.put(bits);
  }
  /** Copies a byte into a 16-bit register, zeros above it. */
  movzx(to: Register16, from: Register8 | Memory): void {
    this.put(0x0f, 0xb6);
    this.modrm(registerCode(to).code, from);
  }

  /** Pushes a 16-bit register. */
  push(register: Register16): void {
    this.put(0x50 | registerCode(register).code);
  }
  /** Pops a 16-bit register. */
  pop(register: Register16): void {
    this.put(0x58 | registerCode(register).code);
  }
  /** Pushes all eight general registers, 32 bits each. */
  pushad(): void {
    this.put(0x66, 0x60);
  }
  /** Undoes pushad. */
  popad(): void {
    this.put(0x66, 0x61);
  }

  /** Calls a service of the BIOS. */
  int(vector: number): void {
    this.put(0xcd, vector);
  }
  /** Calls a routine. */
  call(label: string): void {
    this.put(0xe8);
    this.relative(label, 16);
  }
  /** Returns from a routine. */
  ret(): void {
    this.put(0xc3);
  }
  /** Jumps. */
  jmp(label: string): void {
    this.put(0xe9);
    this.relative(label, 16);
  }
  /** Jumps and sets cs. */
  jmpFar(segment: number, label: string): void {
    this.put(0xea);
    this.absolute(label);
    this.put(segment & 0xff, segment >> 8);
  }
  /** Jumps on a condition: c, nc (carry), z, nz (zero), be, a (unsigned compare). `jb` is c, `jae` is nc. */
  j(condition: Condition, label: string): void {
    this.put(0x0f, 0x80 | conditions[condition]);
    this.relative(label, 16);
  }
  /** Counts cx down and jumps until it is zero; the target lies within 128 bytes. */
  loop(label: string): void {
    this.put(0xe2);
    this.relative(label, 8);
  }

  /** al = the byte at ds:si, si += 1. */
  lodsb(): void {
    this.put(0xac);
  }
  /** The byte at es:di = al, di += 1. */
  stosb(): void {
    this.put(0xaa);
  }
  /** Copies cx bytes from ds:si to es:di. */
  repMovsb(): void {
    this.put(0xf3, 0xa4);
  }
  /** Reads the port in dx; the register's width is the access's width. */
  inFromDx(register: 'al' | 'ax' | 'eax'): void {
    this.opcode(0xec, widthOf(register));
  }
  /** Writes the port in dx; the register's width is the access's width. */
  outToDx(register: 'al' | 'ax' | 'eax'): void {
    this.opcode(0xee, widthOf(register));
  }

  /** Reads control register 0 into eax. */
  movEaxCr0(): void {
    this.put(0x0f, 0x20, 0xc0);
  }
  /** Writes eax to control register 0. */
  movCr0Eax(): void {
    this.put(0x0f, 0x22, 0xc0);
  }

  /** Sleeps until the next interrupt. */
  hlt(): void {
    this.put(0xf4);
  }
  /** Shuts interrupts out. */
  cli(): void {
    this.put(0xfa);
  }
  /** Lets interrupts in. */
  sti(): void {
    this.put(0xfb);
  }
  /** String instructions count upwards. */
  cld(): void {
    this.put(0xfc);
  }

  /** Bytes as they are; text is ASCII, without a terminator. */
  db(...parts: (number | string | Uint8Array)[]): void {
    for (const part of parts) {
      if (typeof part === 'number') this.put(part);
      else if (typeof part === 'string') this.put(...[...part].map((letter) => letter.charCodeAt(0)));
      else for (const value of part) this.put(value);
    }
  }
  /** 16-bit words, low byte first; a label's offset may stand for one. */
  dw(...values: Immediate[]): void {
    for (const value of values) this.immediate(value, 16);
  }
  /** 32-bit words, low byte first. */
  dd(...values: number[]): void {
    for (const value of values) this.immediate(value, 32);
  }
  private arithmetic(
    name: keyof typeof arithmetic,
    first: Register | Memory,
    second: Register | Memory | Immediate,
  ): void {
    const operation = arithmetic[name];
    if (!isImmediate(second)) {
      this.twoOperands(operation << 3, first, second);
      return;
    }
    const widthBits = widthOf(first);
    const short = widthBits > 8 && typeof second === 'number' && second >= -128 && second <= 127;
    this.opcode(short ? 0x82 : 0x80, widthBits);
    this.modrm(operation, first);
    this.immediate(second, short ? 8 : widthBits);
  }

  private movImmediate(to: Register | Memory, value: Immediate): void {
    const widthBits = widthOf(to);
    if (typeof to === 'string') {
      this.prefix(widthBits);
      this.put((widthBits === 8 ? 0xb0 : 0xb8) | registerCode(to).code);
    } else {
      this.oneOperand([0xc6, 0], to);
    }
    this.immediate(value, widthBits);
  }

  /** inc (0) and dec (1): one byte for a 16-bit register. */
  private step(extension: 0 | 1, operand: Register | Memory): void {
    if (typeof operand !== 'string' || widthOf(operand) === 8) {
      this.oneOperand([0xfe, extension], operand);
      return;
    }
    const { widthBits, code } = registerCode(operand);
    this.prefix(widthBits);
    this.put(0x40 | (extension << 3) | code);
  }
}
