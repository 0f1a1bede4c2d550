import type { Assembler } from '../emit';
import { text } from '../layout';
import { dword, offset, word } from '../operands';
import { textColour } from '../palette';
import { addText } from './line';
import { printAt } from './screen';
import type { Texts } from './texts';

/** The BIOS clock ticks once in 65536 cycles of a 1193182 Hz timer: 18.2 times a second. */
const cyclesPerTickBits = 16;
const cyclesPerSecond = 1_193_182;

/** clock.start, and clock.poll: counts ticks and seconds; each second is told on the serial port and the screen. */
export function emitClock(asm: Assembler, texts: Texts): void {
  asm.label('clock.start');
  asm.call('clock.read');
  asm.mov(dword('clock.last'), 'ebx');
  asm.jmp('clock.show');

  asm.label('clock.poll');
  asm.call('clock.read');
  asm.mov('ecx', 'ebx');
  asm.sub('ebx', dword('clock.last'));
  asm.j('z', 'clock.return');
  asm.mov(dword('clock.last'), 'ecx');
  asm.j('nc', 'clock.count');
  // The BIOS starts again from zero at midnight.
  asm.mov('ebx', 1);
  asm.label('clock.count');
  asm.add(dword('clock.ticks'), 'ebx');
  asm.shl('ebx', cyclesPerTickBits);
  asm.add(dword('clock.cycles'), 'ebx');
  asm.call('animation.step');
  emitSeconds(asm, texts);

  asm.label('clock.read');
  asm.mov('ah', 0x00);
  asm.int(0x1a);
  asm.mov(word('clock.nowHigh'), 'cx');
  asm.mov(word('clock.now'), 'dx');
  asm.mov('ebx', dword('clock.now'));
  asm.label('clock.return');
  asm.ret();

  asm.label('clock.now');
  asm.dw(0);
  asm.label('clock.nowHigh');
  asm.dw(0);
  for (const name of ['clock.last', 'clock.ticks', 'clock.cycles', 'clock.seconds']) {
    asm.label(name);
    asm.dd(0);
  }
}

function emitSeconds(asm: Assembler, texts: Texts): void {
  asm.mov('eax', dword('clock.cycles'));
  asm.cmp('eax', cyclesPerSecond);
  asm.j('c', 'clock.return');
  asm.label('clock.second');
  asm.inc(dword('clock.seconds'));
  asm.sub('eax', cyclesPerSecond);
  asm.cmp('eax', cyclesPerSecond);
  asm.j('nc', 'clock.second');
  asm.mov(dword('clock.cycles'), 'eax');

  asm.call('line.begin');
  addText(asm, texts, 'up ');
  asm.mov('eax', dword('clock.seconds'));
  asm.call('line.decimal');
  addText(asm, texts, ' s, ticks ');
  asm.mov('eax', dword('clock.ticks'));
  asm.call('line.decimal');
  asm.call('serial.line');

  asm.label('clock.show');
  emitNumber(asm, { row: text.uptimeRow, variable: 'clock.seconds' }, texts.at(' s'));
  emitNumber(asm, { row: text.ticksRow, variable: 'clock.ticks' }, texts.at(''));
  asm.ret();
}

function emitNumber(asm: Assembler, where: { row: number; variable: string }, unit: ReturnType<Texts['at']>): void {
  asm.mov('di', offset('line'));
  asm.mov('eax', dword(where.variable));
  asm.call('line.decimal');
  asm.mov('si', unit);
  asm.call('line.text');
  asm.call('line.end');
  printAt(asm, { row: where.row, column: text.valueColumn, colour: textColour.plain }, offset('line'));
}
