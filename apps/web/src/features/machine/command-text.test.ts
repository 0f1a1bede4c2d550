import { expect, it } from 'vitest';
import { commandText } from './command-text';

it('puts each option on a line of its own, with its value', () => {
  expect(commandText(['qemu', '-m', '64M', '-S'])).toBe('qemu \\\n  -m 64M \\\n  -S');
});

it('quotes what a shell would take apart', () => {
  expect(commandText(['qemu', '-device', '{"id":"a b"}', "it's"])).toBe(`qemu \\\n  -device '{"id":"a b"}' 'it'\\''s'`);
});

it('keeps an empty word', () => {
  expect(commandText(['qemu', ''])).toBe("qemu ''");
});
