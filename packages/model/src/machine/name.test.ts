import { describe, expect, it } from 'vitest';
import { isMachineName, machineNameKey, machineNameSchema } from './name';

describe('a machine’s name', () => {
  it.each(['win10', 'Büro 2', '日本', 'a.b_c-d', '7', 'x'.repeat(64)])('may be %s', (name) => {
    expect(isMachineName(name)).toBe(true);
    expect(machineNameSchema.safeParse(name).success).toBe(true);
  });

  it.each(['', ' win10', 'win10 ', '.hidden', '-rf', 'a/b', 'a,b=c', 'a\nb', 'a"b', 'x'.repeat(65)])(
    'may not be %j',
    (name) => {
      expect(isMachineName(name)).toBe(false);
      expect(machineNameSchema.safeParse(name).success).toBe(false);
    },
  );

  it('is the same name in another case, and however its letters are composed', () => {
    expect(machineNameKey('WIN10')).toBe(machineNameKey('win10'));
    expect(machineNameKey('Bu\u0308ro')).toBe(machineNameKey('b\u00fcro'));
    expect(machineNameKey('win10')).not.toBe(machineNameKey('win11'));
  });
});
