import { Assembler } from './emit';
import { frameBytes, framesSector, imageBytes, origin, pictureSector, programSectors, sectorBytes } from './layout';
import { type Frame, frames, stillPicture } from './picture';
import { emitAnimation } from './program/animation';
import { emitBootSector } from './program/boot';
import { emitClock } from './program/clock';
import { emitDisplays } from './program/displays';
import { emitKeyboard } from './program/keyboard';
import { addText, emitLine } from './program/line';
import { emitPower } from './program/power';
import { emitScreen } from './program/screen';
import { emitSerial } from './program/serial';
import { Texts } from './program/texts';

/**
 * The demo machine's disk: a raw image of 1 MiB that a BIOS boots on QEMU's q35 machine. It shows that it runs
 * (picture, uptime, keys), tells the same on COM1, names the display devices it was given, and powers itself off when
 * the ACPI power button is pressed. Takes about half a second to make; the same bytes every time.
 */
export function demoGuestImage(): Uint8Array {
  const image = new Uint8Array(imageBytes);
  const way = frames();
  image.set(demoProgram(way.map((frame) => frame.column)), 0);
  image.set(stillPicture(), pictureSector * sectorBytes);
  way.forEach((frame: Frame, index) => {
    image.set(frame.planes, framesSector * sectorBytes + index * frameBytes);
  });
  return image;
}

/**
 * The program alone, as it stands in memory from 0x7c00.
 * @param frameColumns the byte column of each frame of the animation
 */
function demoProgram(frameColumns: number[]): Uint8Array {
  const asm = new Assembler(origin);
  const texts = new Texts();
  emitBootSector(asm);
  emitMain(asm, texts);
  emitSerial(asm);
  emitLine(asm, texts);
  emitScreen(asm, texts);
  emitAnimation(asm, frameColumns);
  emitClock(asm, texts);
  emitKeyboard(asm, texts);
  emitDisplays(asm, texts);
  emitPower(asm, texts);
  texts.place(asm);
  asm.padTo(origin + programSectors * sectorBytes);
  return asm.bytes();
}

/** Says hello, sets everything up, then sleeps from interrupt to interrupt: the clock's come 18.2 times a second. */
function emitMain(asm: Assembler, texts: Texts): void {
  asm.label('main');
  asm.call('serial.start');
  asm.call('line.begin');
  addText(asm, texts, 'hello, booted from disk');
  asm.call('serial.line');
  asm.call('power.start');
  asm.call('screen.load');
  asm.call('screen.start');
  asm.call('displays.tell');
  asm.call('clock.start');
  asm.label('main.loop');
  asm.hlt();
  asm.call('power.poll');
  asm.call('keyboard.poll');
  asm.call('clock.poll');
  asm.jmp('main.loop');
}
