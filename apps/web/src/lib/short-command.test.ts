import { expect, it } from 'vitest';
import { shortCommand } from './short-command';

it.each([
  ['python3 train.py', 'python3 train.py'],
  ['/usr/lib/xorg/Xorg :0 vt7', 'Xorg :0 vt7'],
  ['/opt/blender/blender --background /home/anna/scenes/city.blend', 'blender --background /home/anna…'],
  ['', ''],
])('says %j as %j', (command, said) => {
  expect(shortCommand(command)).toBe(said);
});
