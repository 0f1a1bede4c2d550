import type { ProblemCode } from '../../problem';
import type { Samples } from './samples';

const DEVICE = 'Kingston DataTraveler';

export const LIVE_SAMPLES = {
  'media.no-drive': [{ name: 'win10', drive: 'cd7' }],
  'media.locked': [{ name: 'win10', drive: 'cd0' }],
  'media.failed': [{ drive: 'cd0', words: 'No such file or directory' }],
  'disc.none': (['page', 'packed', 'qcow2', 'short', 'other'] as const).map((looks) => ({
    path: '/srv/baton/debian.iso',
    looks,
  })) as unknown as Samples<'disc.none'>['disc.none'],
  'disc.cut-short': [{ path: '/srv/baton/debian.iso', sizeBytes: 300 * 1024 ** 2, saysBytes: 700 * 1024 ** 2 }],
  'usb.mounted': [{ device: DEVICE, path: '/media/stick' }],
  'usb.held': [{ device: DEVICE, by: 'win10' }],
  'usb.not-taken': [
    { device: DEVICE, words: '' },
    { device: DEVICE, words: 'no free port' },
  ],
  'usb.not-released': [{ device: DEVICE, name: 'win10' }],
  'keyboard.cannot-type': [{ layout: 'us', characters: ['é', '\u0007'] }],
  'keyboard.no-key': [{ keys: ['any'] }],
  'keyboard.interrupted': [{ name: 'win10', typed: 3, length: 20 }],
} satisfies Partial<Samples<ProblemCode>>;
