import type { Assembler } from '../emit';
import { text } from '../layout';
import { byte, dword, word } from '../operands';
import { textColour } from '../palette';
import { addText, pointBehind } from './line';
import type { Texts } from './texts';

const configAddress = 0xcf8;
const configData = 0xcfc;
const enabled = 0x8000_0000;
const lastAddress = enabled + 16 * 0x1_0000;
const functionStep = 0x100;
const displayClass = 0x03;
const register = { ids: 0x00, class: 0x08, subsystemIds: 0x2c } as const;

/** displays.tell: every PCI function of class 3 (display) on buses 0 to 15, on the serial port and the screen. */
export function emitDisplays(asm: Assembler, texts: Texts): void {
  asm.label('displays.tell');
  asm.mov('eax', dword('displays.function'));
  asm.cmp('eax', lastAddress);
  asm.j('nc', 'displays.return');
  readConfig(asm, register.ids);
  asm.cmp('ax', 0xffff);
  asm.j('z', 'displays.next');
  readConfig(asm, register.class);
  asm.shr('eax', 24);
  asm.cmp('al', displayClass);
  asm.j('z', 'displays.found');
  asm.label('displays.next');
  asm.add(dword('displays.function'), functionStep);
  asm.jmp('displays.tell');

  asm.label('displays.found');
  asm.call('line.begin');
  addText(asm, texts, 'sees ');
  emitIds(asm, texts, register.ids);
  addText(asm, texts, ' at ');
  emitPlace(asm, texts);
  addText(asm, texts, ' (subsystem ');
  emitIds(asm, texts, register.subsystemIds);
  addText(asm, texts, ')');
  asm.call('serial.line');
  emitOnScreen(asm);
  asm.jmp('displays.next');

  emitConfigRead(asm);
}

/** Vendor and device, four digits each: the low and the high half of one register. */
function emitIds(asm: Assembler, texts: Texts, from: number): void {
  readConfig(asm, from);
  asm.mov(dword('displays.ids'), 'eax');
  emitHexDigits(asm, 'displays.ids');
  addText(asm, texts, ':');
  emitHexDigits(asm, 'displays.idsHigh');
}

function emitHexDigits(asm: Assembler, variable: string): void {
  asm.mov('bx', word(variable));
  asm.mov('cx', 4);
  asm.call('line.hex');
}

/** bus:device.function; in the address they take 8, 5 and 3 bits, from bit 23 down. */
function emitPlace(asm: Assembler, texts: Texts): void {
  asm.mov('bx', word('displays.functionHigh'));
  asm.shl('bx', 8);
  asm.mov('cx', 2);
  asm.call('line.hex');
  addText(asm, texts, ':');
  asm.mov('bx', word('displays.function'));
  asm.shr('bx', 11);
  asm.shl('bx', 8);
  asm.mov('cx', 2);
  asm.call('line.hex');
  addText(asm, texts, '.');
  asm.mov('bx', word('displays.function'));
  asm.shl('bx', 5);
  asm.shr('bx', 1);
  asm.and('bx', 0x7000);
  asm.mov('cx', 1);
  asm.call('line.hex');
}

/** One row each, as long as there are rows. */
function emitOnScreen(asm: Assembler): void {
  asm.mov('dh', byte('displays.row'));
  asm.cmp('dh', text.displayRow + text.displayRows);
  asm.j('nc', 'displays.next');
  asm.inc(byte('displays.row'));
  asm.mov('dl', text.valueColumn);
  asm.mov('bx', textColour.plain);
  pointBehind(asm, 'sees ');
  asm.call('screen.print');
}

function readConfig(asm: Assembler, from: number): void {
  asm.mov('eax', from);
  asm.call('displays.read');
}

/** displays.read: eax = register, answer in eax (PCI configuration mechanism 1). Changes dx. */
function emitConfigRead(asm: Assembler): void {
  asm.label('displays.read');
  asm.or('eax', dword('displays.function'));
  asm.mov('dx', configAddress);
  asm.outToDx('eax');
  asm.mov('dx', configData);
  asm.inFromDx('eax');
  asm.label('displays.return');
  asm.ret();

  asm.label('displays.function');
  asm.dw(enabled & 0xffff);
  asm.label('displays.functionHigh');
  asm.dw(enabled >>> 16);
  asm.label('displays.ids');
  asm.dw(0);
  asm.label('displays.idsHigh');
  asm.dw(0);
  asm.label('displays.row');
  asm.db(text.displayRow);
}
