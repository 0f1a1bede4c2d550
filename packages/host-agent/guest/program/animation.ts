import type { Assembler } from '../emit';
import { frame, frameBytes, framesSegment, screen, vgaSegment } from '../layout';
import { byte, byteAt, offset, word } from '../operands';

/** How long the baton rests at either end: 1.5 s at 18.2 ticks a second. */
const restTicks = 27;
const sequencer = 0x3c4;

/** Which frame each tick shows: there, rest, back, rest. */
export function frameSequence(): number[] {
  const there = Array.from({ length: frame.count }, (_, index) => index);
  const rest = (index: number): number[] => Array.from({ length: restTicks }, () => index);
  return [...rest(0), ...there, ...rest(frame.count - 1), ...there.toReversed()];
}

/** @param columns the byte column of each frame's window */
export function emitAnimation(asm: Assembler, columns: number[]): void {
  const sequence = frameSequence();
  // animation.step: one tick further; touches the screen only when the frame is another one. Changes all but sp.
  asm.label('animation.step');
  asm.mov('bx', word('animation.tick'));
  asm.inc('bx');
  asm.cmp('bx', sequence.length);
  asm.j('c', 'animation.keep');
  asm.xor('bx', 'bx');
  asm.label('animation.keep');
  asm.mov(word('animation.tick'), 'bx');
  asm.add('bx', offset('animation.sequence'));
  asm.mov('al', byteAt('bx'));
  asm.cmp('al', byte('animation.shown'));
  asm.j('nz', 'animation.draw');
  asm.ret();

  asm.label('animation.draw');
  asm.mov(byte('animation.shown'), 'al');
  asm.movzx('ax', 'al');
  asm.mov('bx', offset('animation.columns'));
  asm.add('bx', 'ax');
  asm.movzx('bp', byteAt('bx'));
  asm.add('bp', frame.top * screen.rowBytes);
  asm.mov('dx', frameBytes / 16);
  asm.mul('dx');
  asm.add('ax', framesSegment);
  emitCopy(asm);

  asm.label('animation.tick');
  asm.dw(0);
  asm.label('animation.shown');
  asm.db(0xff);
  asm.label('animation.sequence');
  asm.db(...sequence);
  asm.label('animation.columns');
  asm.db(...columns);
}

/** Copies the frame at segment ax to the screen at offset bp, plane by plane, row by row. */
function emitCopy(asm: Assembler): void {
  asm.mov('ds', 'ax');
  asm.mov('ax', vgaSegment);
  asm.mov('es', 'ax');
  asm.xor('si', 'si');
  asm.mov('dx', sequencer);
  for (let plane = 0; plane < screen.planes; plane++) {
    asm.mov('ax', (0x100 << plane) | 2);
    asm.outToDx('ax');
    asm.mov('di', 'bp');
    asm.mov('bx', frame.heightPixels);
    asm.label(`animation.row.${plane}`);
    asm.mov('cx', frame.rowBytes);
    asm.repMovsb();
    asm.add('di', screen.rowBytes - frame.rowBytes);
    asm.dec('bx');
    asm.j('nz', `animation.row.${plane}`);
  }
  asm.mov('ax', 0x0f02);
  asm.outToDx('ax');
  asm.mov('ds', 'cx');
  asm.mov('es', 'cx');
  asm.ret();
}
