import type { Assembler } from '../emit';
import { offset } from '../operands';

const com1 = 0x3f8;
const lineStatus = com1 + 5;
const transmitterEmpty = 0x20;
/** A character takes 87 us at 115200 baud; a read of the port about 1 us. So this is generous, and it ends. */
const pollLimit = 2000;

/** COM1 at 115200 baud, 8 data bits, no parity, 1 stop bit. A port that is missing or stuck only loses the text. */
export function emitSerial(asm: Assembler): void {
  asm.label('serial.start');
  const settings: [register: number, value: number][] = [
    [1, 0x00], // no interrupts
    [3, 0x80], // the next two are the divisor
    [0, 0x01], // 115200 / 1
    [1, 0x00],
    [3, 0x03], // 8n1
    [2, 0xc7], // queues on, and empty
    [4, 0x03], // ready to send
  ];
  for (const [register, value] of settings) {
    asm.mov('dx', com1 + register);
    asm.mov('al', value);
    asm.outToDx('al');
  }
  asm.ret();

  // serial.line: sends the line that was built, and a line end. Changes ax, cx, dx, si.
  asm.label('serial.line');
  asm.call('line.end');
  asm.mov('si', offset('line'));
  asm.label('serial.next');
  asm.lodsb();
  asm.or('al', 'al');
  asm.j('z', 'serial.lineEnd');
  asm.call('serial.put');
  asm.jmp('serial.next');
  asm.label('serial.lineEnd');
  asm.mov('al', 0x0d);
  asm.call('serial.put');
  asm.mov('al', 0x0a);

  // serial.put: sends al.
  asm.label('serial.put');
  asm.mov('ah', 'al');
  asm.mov('dx', lineStatus);
  asm.mov('cx', pollLimit);
  asm.label('serial.wait');
  asm.inFromDx('al');
  asm.and('al', transmitterEmpty);
  asm.j('nz', 'serial.ready');
  asm.loop('serial.wait');
  asm.label('serial.ready');
  asm.mov('al', 'ah');
  asm.mov('dx', com1);
  asm.outToDx('al');
  asm.ret();
}
