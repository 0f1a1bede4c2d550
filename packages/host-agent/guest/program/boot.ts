import type { Assembler } from '../emit';
import { origin, programSectors, sectorBytes } from '../layout';
import { byte, offset, word } from '../operands';

/** The first sector: sets up the segments, loads the rest of the program behind itself, and goes on there. */
export function emitBootSector(asm: Assembler): void {
  // Some firmware jumps to 07c0:0000 instead of 0000:7c00; the far jump makes both the same.
  asm.jmpFar(0, 'boot');
  asm.label('boot');
  asm.cli();
  asm.xor('ax', 'ax');
  asm.mov('ds', 'ax');
  asm.mov('es', 'ax');
  asm.mov('ss', 'ax');
  asm.mov('sp', origin);
  asm.sti();
  asm.cld();
  asm.mov(byte('bootDrive'), 'dl');

  asm.mov('ax', 1);
  asm.mov('cx', programSectors - 1);
  asm.mov('bx', (origin + sectorBytes) / 16);
  asm.call('readSectors');
  asm.jmp('main');

  emitReadSectors(asm);
  asm.padTo(origin + sectorBytes - 2);
  asm.dw(0xaa55);
}

/** readSectors: ax = first sector, cx = how many (127 at most), bx = segment to fill. Changes ax, dx, si. */
function emitReadSectors(asm: Assembler): void {
  asm.label('readSectors');
  asm.mov(word('packetSector'), 'ax');
  asm.mov(word('packetCount'), 'cx');
  asm.mov(word('packetSegment'), 'bx');
  // Int 13h, function 42h: extended read, the packet at ds:si (EDD 3.0, "Extended Read").
  asm.mov('ah', 0x42);
  asm.mov('dl', byte('bootDrive'));
  asm.mov('si', offset('packet'));
  asm.int(0x13);
  asm.j('c', 'diskFailed');
  asm.ret();

  asm.label('diskFailed');
  asm.mov('si', offset('diskFailedText'));
  asm.label('diskFailed.next');
  asm.lodsb();
  asm.mov('ah', 0x0e);
  asm.mov('bx', 7);
  asm.int(0x10);
  asm.or('al', 'al');
  asm.j('nz', 'diskFailed.next');
  asm.label('diskFailed.sleep');
  asm.hlt();
  asm.jmp('diskFailed.sleep');

  asm.label('diskFailedText');
  asm.db('Baton demo: the disk cannot be read.', 0);
  asm.label('bootDrive');
  asm.db(0x80);
  asm.label('packet');
  asm.db(16, 0);
  asm.label('packetCount');
  asm.dw(0);
  asm.dw(0);
  asm.label('packetSegment');
  asm.dw(0);
  asm.label('packetSector');
  asm.dw(0);
  asm.dw(0);
  asm.dd(0);
}
