import { describe, expect, it } from 'vitest';
import { Assembler } from './emit';
import { byte, byteAt, dword, offset, word } from './operands';

/** What NASM 2.16 makes of each line in 16-bit code at 0x7c00, where the label `there` stands too. */
const known: [line: string, emit: (asm: Assembler) => void, hex: string][] = [
  ['mov bl, 0x56', (asm) => asm.mov('bl', 0x56), 'b356'],
  ['mov ax, 0x1234', (asm) => asm.mov('ax', 0x1234), 'b83412'],
  ['mov eax, 0x80000000', (asm) => asm.mov('eax', 0x80000000), '66b800000080'],
  ['mov si, there', (asm) => asm.mov('si', offset('there')), 'be007c'],
  ['mov ds, ax', (asm) => asm.mov('ds', 'ax'), '8ed8'],
  ['mov ax, es', (asm) => asm.mov('ax', 'es'), '8cc0'],
  ['mov dx, cx', (asm) => asm.mov('dx', 'cx'), '89ca'],
  ['mov ebx, eax', (asm) => asm.mov('ebx', 'eax'), '6689c3'],
  ['mov [there], dl', (asm) => asm.mov(byte('there'), 'dl'), '8816007c'],
  ['mov cx, [there]', (asm) => asm.mov('cx', word('there')), '8b0e007c'],
  ['mov [there], ebx', (asm) => asm.mov(dword('there'), 'ebx'), '66891e007c'],
  ['mov byte [there], 7', (asm) => asm.mov(byte('there'), 7), 'c606007c07'],
  ['mov word [there], 0x1234', (asm) => asm.mov(word('there'), 0x1234), 'c706007c3412'],
  ['mov dl, [si]', (asm) => asm.mov('dl', byteAt('si')), '8a14'],
  ['mov [di], bl', (asm) => asm.mov(byteAt('di'), 'bl'), '881d'],
  ['mov cl, [bx]', (asm) => asm.mov('cl', byteAt('bx')), '8a0f'],
  ['add bx, 5', (asm) => asm.add('bx', 5), '83c305'],
  ['add bx, -5', (asm) => asm.add('bx', -5), '83c3fb'],
  ['add ebx, 65536', (asm) => asm.add('ebx', 65536), '6681c300000100'],
  ['add [there], ebx', (asm) => asm.add(dword('there'), 'ebx'), '66011e007c'],
  ['add bx, there', (asm) => asm.add('bx', offset('there')), '81c3007c'],
  ['sub cl, 3', (asm) => asm.sub('cl', 3), '80e903'],
  ['sub cx, dx', (asm) => asm.sub('cx', 'dx'), '29d1'],
  ['and dx, 0x0100', (asm) => asm.and('dx', 0x0100), '81e20001'],
  ['or bl, bl', (asm) => asm.or('bl', 'bl'), '08db'],
  ['xor dx, dx', (asm) => asm.xor('dx', 'dx'), '31d2'],
  ['cmp dl, 0x7f', (asm) => asm.cmp('dl', 0x7f), '80fa7f'],
  ['cmp ebx, [there]', (asm) => asm.cmp('ebx', dword('there')), '663b1e007c'],
  ['cmp word [there], 300', (asm) => asm.cmp(word('there'), 300), '813e007c2c01'],
  ['inc bx', (asm) => asm.inc('bx'), '43'],
  ['inc dword [there]', (asm) => asm.inc(dword('there')), '66ff06007c'],
  ['dec cl', (asm) => asm.dec('cl'), 'fec9'],
  ['dec ecx', (asm) => asm.dec('ecx'), '6649'],
  ['div ebx', (asm) => asm.div('ebx'), '66f7f3'],
  ['mul dx', (asm) => asm.mul('dx'), 'f7e2'],
  ['shl bx, 4', (asm) => asm.shl('bx', 4), 'c1e304'],
  ['shr eax, 24', (asm) => asm.shr('eax', 24), '66c1e818'],
  ['movzx ax, al', (asm) => asm.movzx('ax', 'al'), '0fb6c0'],
  ['movzx bp, byte [bx]', (asm) => asm.movzx('bp', byteAt('bx')), '0fb62f'],
  ['push ax', (asm) => asm.push('ax'), '50'],
  ['pop cx', (asm) => asm.pop('cx'), '59'],
  ['pushad', (asm) => asm.pushad(), '6660'],
  ['popad', (asm) => asm.popad(), '6661'],
  ['int 0x10', (asm) => asm.int(0x10), 'cd10'],
  ['call there', (asm) => asm.call('there'), 'e8fdff'],
  ['ret', (asm) => asm.ret(), 'c3'],
  ['jmp near there', (asm) => asm.jmp('there'), 'e9fdff'],
  ['jmp 0:there', (asm) => asm.jmpFar(0, 'there'), 'ea007c0000'],
  ['jz near there', (asm) => asm.j('z', 'there'), '0f84fcff'],
  ['jnz near there', (asm) => asm.j('nz', 'there'), '0f85fcff'],
  ['jc near there', (asm) => asm.j('c', 'there'), '0f82fcff'],
  ['jnc near there', (asm) => asm.j('nc', 'there'), '0f83fcff'],
  ['ja near there', (asm) => asm.j('a', 'there'), '0f87fcff'],
  ['jbe near there', (asm) => asm.j('be', 'there'), '0f86fcff'],
  ['loop there', (asm) => asm.loop('there'), 'e2fe'],
  ['lodsb', (asm) => asm.lodsb(), 'ac'],
  ['stosb', (asm) => asm.stosb(), 'aa'],
  ['rep movsb', (asm) => asm.repMovsb(), 'f3a4'],
  ['in al, dx', (asm) => asm.inFromDx('al'), 'ec'],
  ['in ax, dx', (asm) => asm.inFromDx('ax'), 'ed'],
  ['in eax, dx', (asm) => asm.inFromDx('eax'), '66ed'],
  ['out dx, al', (asm) => asm.outToDx('al'), 'ee'],
  ['out dx, eax', (asm) => asm.outToDx('eax'), '66ef'],
  ['mov eax, cr0', (asm) => asm.movEaxCr0(), '0f20c0'],
  ['mov cr0, eax', (asm) => asm.movCr0Eax(), '0f22c0'],
  ['hlt', (asm) => asm.hlt(), 'f4'],
  ['cli', (asm) => asm.cli(), 'fa'],
  ['sti', (asm) => asm.sti(), 'fb'],
  ['cld', (asm) => asm.cld(), 'fc'],
];

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the emitter', () => {
  it.each(known)('writes %s as an assembler does', (_line, emit, hex) => {
    const asm = new Assembler(0x7c00);
    asm.label('there');
    emit(asm);
    expect(hexOf(asm.bytes())).toBe(hex);
  });

  it('finds labels that come later', () => {
    const asm = new Assembler(0x7c00);
    asm.jmp('end');
    asm.dw(offset('end'));
    asm.label('end');
    expect(hexOf(asm.bytes())).toBe('e90200057c');
    expect(asm.addressOf('end')).toBe(0x7c05);
  });

  it('writes data low byte first', () => {
    const asm = new Assembler(0);
    asm.db('Hi', 0, Uint8Array.of(1, 2));
    asm.dw(0xaa55);
    asm.dd(0x80000001);
    expect(hexOf(asm.bytes())).toBe('486900010255aa01000080');
  });

  it('refuses a label that nobody defined', () => {
    const asm = new Assembler(0);
    asm.call('nowhere');
    expect(() => asm.bytes()).toThrow('no such label: nowhere');
  });

  it('refuses to define a label twice', () => {
    const asm = new Assembler(0);
    asm.label('here');
    expect(() => asm.label('here')).toThrow('label defined twice: here');
  });

  it('refuses a short jump that is too long', () => {
    const asm = new Assembler(0);
    asm.label('top');
    asm.padTo(200);
    asm.loop('top');
    expect(() => asm.bytes()).toThrow('top is too far for a short jump');
  });

  it('refuses operands of different widths', () => {
    expect(() => new Assembler(0).mov('ax', 'bl')).toThrow('operands differ in width');
  });

  it('refuses a program that is longer than its place', () => {
    const asm = new Assembler(0x7c00);
    asm.db('four');
    expect(() => asm.padTo(0x7c02)).toThrow('the program is 2 bytes too long for 0x7c02');
  });
});
