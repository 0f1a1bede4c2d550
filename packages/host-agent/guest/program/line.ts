import type { Assembler } from '../emit';
import { offset } from '../operands';
import type { Texts } from './texts';

/** What every line on the serial port begins with. */
const linePrefix = 'baton-demo: ';
const lineBytes = 80;

/** Adds a fixed text to the line being built; di is the end of the line. */
export function addText(asm: Assembler, texts: Texts, text: string): void {
  asm.mov('si', texts.at(text));
  asm.call('line.text');
}

/** Points si into the line, behind the prefix and a first word: what the screen shows of it. */
export function pointBehind(asm: Assembler, firstWord: string): void {
  asm.mov('si', offset('line'));
  asm.add('si', linePrefix.length + firstWord.length);
}

/** Builds one line of text in memory. All routines move di, the end of the line, and change ax, bx, cx, dx, si. */
export function emitLine(asm: Assembler, texts: Texts): void {
  // line.begin: an empty line with the prefix.
  asm.label('line.begin');
  asm.mov('di', offset('line'));
  asm.mov('si', texts.at(linePrefix));
  // line.text: the text at si.
  asm.label('line.text');
  asm.lodsb();
  asm.or('al', 'al');
  asm.j('z', 'line.return');
  asm.stosb();
  asm.jmp('line.text');

  // line.end: the zero at the end, which the screen and the serial port look for.
  asm.label('line.end');
  asm.xor('ax', 'ax');
  asm.stosb();
  asm.label('line.return');
  asm.ret();

  emitDecimal(asm);
  emitHex(asm);
  asm.label('line');
  asm.db(new Uint8Array(lineBytes));
}

/** line.decimal: the number in eax. The digits come out last first, so they pass through the stack. */
function emitDecimal(asm: Assembler): void {
  asm.label('line.decimal');
  asm.mov('ebx', 10);
  asm.xor('cx', 'cx');
  asm.label('line.decimal.divide');
  asm.xor('edx', 'edx');
  asm.div('ebx');
  asm.push('dx');
  asm.inc('cx');
  asm.or('eax', 'eax');
  asm.j('nz', 'line.decimal.divide');
  asm.label('line.decimal.write');
  asm.pop('ax');
  asm.add('al', 0x30);
  asm.stosb();
  asm.loop('line.decimal.write');
  asm.ret();
}

/** line.hex: cx digits of bx, from its top digit down. */
function emitHex(asm: Assembler): void {
  asm.label('line.hex');
  asm.mov('al', 'bh');
  asm.shr('al', 4);
  asm.cmp('al', 10);
  asm.j('c', 'line.hex.digit');
  asm.add('al', 0x61 - 10 - 0x30);
  asm.label('line.hex.digit');
  asm.add('al', 0x30);
  asm.stosb();
  asm.shl('bx', 4);
  asm.loop('line.hex');
  asm.ret();
}
