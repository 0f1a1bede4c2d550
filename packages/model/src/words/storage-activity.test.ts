import { expect, it } from 'vitest';
import { activityWords } from './activity';

it('tells what became of the files of the library', () => {
  const why = 'No room. The storage is full. Free space.';
  expect(activityWords('storage.uploaded', 'debian.iso', { kind: 'iso' })).toBe('ISO debian.iso uploaded');
  expect(activityWords('storage.upload-failed', 'debian.iso', { words: why })).toBe(
    `Upload of debian.iso failed: ${why}`,
  );
  expect(activityWords('storage.removed', 'debian.iso', {})).toBe('debian.iso deleted from the library');
  expect(activityWords('rom.dumped', 'p5000.rom', {})).toBe('The GPU’s vBIOS read into p5000.rom');
  expect(activityWords('rom.trimmed', 'short.rom', { from: 'long.rom' })).toBe(
    'short.rom made from long.rom, without what stood around its images',
  );
});

it('tells who opened the door for Prometheus, and that an earlier token is worth nothing any more', () => {
  expect(activityWords('metrics.opened', 'laptop', { again: false })).toBe('/metrics opened for Prometheus');
  expect(activityWords('metrics.opened', 'laptop', { again: true })).toContain('opens nothing any more');
  expect(activityWords('metrics.closed', 'laptop', {})).toBe('/metrics closed');
});
