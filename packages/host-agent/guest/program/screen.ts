import type { Assembler } from '../emit';
import {
  frame,
  frameBytes,
  framesPerRead,
  framesSector,
  framesSegment,
  pictureSector,
  pictureSegment,
  planeBytes,
  planeSectors,
  screen,
  sectorBytes,
  text,
  vgaSegment,
} from '../layout';
import { byteAt, type Offset, offset } from '../operands';
import { dacBytes, ground, palette, textColour } from '../palette';
import type { Texts } from './texts';

const sequencer = 0x3c4;
const mapMask = 2;
const colourIndexPort = 0x3c8;

export type Cell = { row: number; column: number; colour: number };

/** Prints the text that si points at, or a fixed one. */
export function printAt(asm: Assembler, cell: Cell, fixed?: Offset): void {
  if (fixed) asm.mov('si', fixed);
  asm.mov('dx', (cell.row << 8) | cell.column);
  asm.mov('bx', cell.colour);
  asm.call('screen.print');
}

/**
 * screen.load reads the picture and its frames from the disk; screen.start shows them and the words that stay.
 *
 * All reading comes before the VGA is touched, interrupts stay out meanwhile, and forgetOldTranslations() comes after:
 * SeaBIOS on q35 does its disk and USB work in system management mode, whose code lies in memory hidden behind the VGA's
 * window, and QEMU's TCG (7.2) does not forget where that window led when real mode enters it. Without this care
 * the next such BIOS call runs the picture as code.
 */
export function emitScreen(asm: Assembler, texts: Texts): void {
  asm.label('screen.load');
  for (let plane = 0; plane < screen.planes; plane++) {
    const segment = pictureSegment + (plane * planeBytes) / 16;
    emitRead(asm, { sector: pictureSector + plane * planeSectors, sectors: planeSectors, segment });
  }
  const portionBytes = framesPerRead * frameBytes;
  for (let portion = 0; portion < frame.count / framesPerRead; portion++) {
    const sectors = portionBytes / sectorBytes;
    const segment = framesSegment + (portion * portionBytes) / 16;
    emitRead(asm, { sector: framesSector + portion * sectors, sectors, segment });
  }
  asm.ret();

  asm.label('screen.start');
  asm.cli();
  asm.mov('ax', 0x0012);
  asm.int(0x10);
  emitPaletteRegisters(asm);
  asm.mov('si', offset('darkColours'));
  asm.call('screen.colours');
  for (let plane = 0; plane < screen.planes; plane++) emitPlane(asm, plane);
  openPlanes(asm, 0x0f);
  asm.mov('si', offset('colours'));
  asm.call('screen.colours');
  emitWords(asm, texts);
  forgetOldTranslations(asm);
  asm.sti();
  asm.ret();

  emitColours(asm);
  emitPrint(asm);
}

/** Switching the write-protect bit on and off makes the CPU forget its address translations; it has no other effect. */
function forgetOldTranslations(asm: Assembler): void {
  const writeProtect = 0x1_0000;
  asm.movEaxCr0();
  asm.xor('eax', writeProtect);
  asm.movCr0Eax();
  asm.xor('eax', writeProtect);
  asm.movCr0Eax();
}

function emitRead(asm: Assembler, from: { sector: number; sectors: number; segment: number }): void {
  asm.mov('ax', from.sector);
  asm.mov('cx', from.sectors);
  asm.mov('bx', from.segment);
  asm.call('readSectors');
}

/** Colour numbers go straight to the colour registers, without the EGA's detour (int 10h, function 1000h). */
function emitPaletteRegisters(asm: Assembler): void {
  asm.xor('bx', 'bx');
  asm.label('screen.registers');
  asm.mov('ax', 0x1000);
  asm.int(0x10);
  asm.add('bx', 0x0101);
  asm.cmp('bl', palette.length);
  asm.j('nz', 'screen.registers');
}

/** Copies one plane of the picture to the VGA. The colours are dark meanwhile. */
function emitPlane(asm: Assembler, plane: number): void {
  openPlanes(asm, 1 << plane);
  asm.mov('ax', vgaSegment);
  asm.mov('es', 'ax');
  asm.mov('ax', pictureSegment + (plane * planeBytes) / 16);
  asm.mov('ds', 'ax');
  asm.xor('si', 'si');
  asm.xor('di', 'di');
  asm.mov('cx', planeBytes);
  asm.repMovsb();
  asm.mov('ds', 'cx');
  asm.mov('es', 'cx');
}

/** Which planes a write to the VGA's memory reaches, one bit each. */
function openPlanes(asm: Assembler, bits: number): void {
  asm.mov('dx', sequencer);
  asm.mov('ax', (bits << 8) | mapMask);
  asm.outToDx('ax');
}

function emitWords(asm: Assembler, texts: Texts): void {
  const quiet = (row: number, words: string) =>
    printAt(asm, { row, column: text.column, colour: textColour.quiet }, texts.at(words));
  quiet(text.subtitleRow, 'Demo guest. A very small machine, started from its own disk.');
  quiet(text.captionRow, 'The baton moves while this machine runs.');
  quiet(text.uptimeRow, 'Up');
  quiet(text.ticksRow, 'Clock ticks');
  quiet(text.keyRow, 'Last key');
  quiet(text.displayRow, 'Displays');
  quiet(text.noticeRow, 'Press a key, or shut it down from Baton: it powers itself off.');
  printAt(asm, { row: text.keyRow, column: text.valueColumn, colour: textColour.plain }, texts.at('none yet'));
}

/** screen.colours: loads all colour registers from the table at si. Changes ax, cx, dx, si. */
function emitColours(asm: Assembler): void {
  asm.label('screen.colours');
  asm.mov('dx', colourIndexPort);
  asm.xor('ax', 'ax');
  asm.outToDx('al');
  asm.inc('dx');
  asm.mov('cx', palette.length * 3);
  asm.label('screen.colours.next');
  asm.lodsb();
  asm.outToDx('al');
  asm.loop('screen.colours.next');
  asm.ret();

  asm.label('colours');
  asm.db(dacBytes());
  asm.label('darkColours');
  for (const _ of palette) asm.db(...ground.map((channel) => channel >> 2));
}

/** screen.print: dh = row, dl = column, bl = colour, bh = 0, si = text ended by a zero. Changes nothing. */
function emitPrint(asm: Assembler): void {
  asm.label('screen.print');
  asm.pushad();
  asm.mov('ah', 0x02);
  asm.int(0x10);
  asm.label('screen.print.next');
  asm.mov('al', byteAt('si'));
  asm.inc('si');
  asm.or('al', 'al');
  asm.j('z', 'screen.print.done');
  asm.mov('ah', 0x0e);
  asm.int(0x10);
  asm.jmp('screen.print.next');
  asm.label('screen.print.done');
  asm.popad();
  asm.ret();
}
