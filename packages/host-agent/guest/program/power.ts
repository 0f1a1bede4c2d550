import type { Assembler } from '../emit';
import { text } from '../layout';
import { textColour } from '../palette';
import { addText } from './line';
import { printAt } from './screen';
import type { Texts } from './texts';

/**
 * The ACPI power management block of QEMU's q35 machine, where SeaBIOS puts it (`info mtree` in QEMU's monitor shows
 * acpi-evt at 0x600 and acpi-cnt at 0x604). Status, enable and control are ACPI 6.5, section 4.8.3.
 */
const powerStatus = 0x600;
const powerEnable = 0x602;
const powerControl = 0x604;
const powerButton = 0x0100;
/** SLP_EN with sleep type 0, which is "soft off" (S5) in QEMU's tables. */
const softOff = 0x2000;
const nothingThere = 0xffff;

/** power.start asks for the power button to be noticed; power.poll turns the machine off when it was pressed. */
export function emitPower(asm: Assembler, texts: Texts): void {
  asm.label('power.start');
  asm.mov('dx', powerEnable);
  asm.inFromDx('ax');
  asm.or('ax', powerButton);
  asm.outToDx('ax');
  asm.ret();

  asm.label('power.poll');
  asm.mov('dx', powerStatus);
  asm.inFromDx('ax');
  asm.cmp('ax', nothingThere);
  asm.j('z', 'power.return');
  asm.and('ax', powerButton);
  asm.j('nz', 'power.off');
  asm.label('power.return');
  asm.ret();

  asm.label('power.off');
  asm.cli();
  const notice = { row: text.noticeRow, column: text.column, colour: textColour.plain };
  printAt(asm, notice, texts.at('Power button pressed, powering off.'.padEnd(70)));
  asm.call('line.begin');
  addText(asm, texts, 'power button pressed, powering off');
  asm.call('serial.line');
  asm.mov('dx', powerControl);
  asm.mov('ax', softOff);
  asm.outToDx('ax');
  asm.label('power.sleep');
  asm.hlt();
  asm.jmp('power.sleep');
}
