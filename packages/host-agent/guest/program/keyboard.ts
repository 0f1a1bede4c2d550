import type { Assembler } from '../emit';
import { text } from '../layout';
import { word } from '../operands';
import { textColour } from '../palette';
import { addText, pointBehind } from './line';
import { printAt } from './screen';
import type { Texts } from './texts';

const firstVisible = 0x21;
const lastVisible = 0x7e;

/** keyboard.poll: tells every key that waits in the BIOS's queue; one without a visible sign by its code. */
export function emitKeyboard(asm: Assembler, texts: Texts): void {
  asm.label('keyboard.poll');
  asm.mov('ah', 0x01);
  asm.int(0x16);
  asm.j('z', 'keyboard.return');
  asm.mov('ah', 0x00);
  asm.int(0x16);
  asm.mov(word('keyboard.key'), 'ax');
  asm.call('line.begin');
  addText(asm, texts, 'key ');
  asm.mov('ax', word('keyboard.key'));
  asm.cmp('al', firstVisible);
  asm.j('c', 'keyboard.code');
  asm.cmp('al', lastVisible);
  asm.j('a', 'keyboard.code');
  asm.stosb();
  asm.jmp('keyboard.tell');

  asm.label('keyboard.code');
  addText(asm, texts, 'code ');
  asm.mov('bx', word('keyboard.key'));
  asm.mov('cx', 4);
  asm.call('line.hex');

  asm.label('keyboard.tell');
  asm.call('serial.line');
  const cell = { row: text.keyRow, column: text.valueColumn, colour: textColour.plain };
  printAt(asm, cell, texts.at(' '.repeat('code 0000'.length)));
  pointBehind(asm, 'key ');
  printAt(asm, cell);
  asm.jmp('keyboard.poll');
  asm.label('keyboard.return');
  asm.ret();

  asm.label('keyboard.key');
  asm.dw(0);
}
