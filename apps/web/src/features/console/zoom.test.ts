import { expect, it } from 'vitest';
import { NO_ZOOM, reveal, within, zoomAt } from './zoom';

const frame = { width: 400, height: 300 };

it('keeps what lies under the fingers where it is', () => {
  expect(zoomAt(NO_ZOOM, 2, { at: { x: 100, y: 60 }, frame })).toEqual({ scale: 2, x: 100, y: 60 });
});

it('never becomes smaller than the frame, nor leaves it', () => {
  expect(zoomAt({ scale: 2, x: 400, y: 300 }, 0.1, { at: { x: 0, y: 0 }, frame })).toEqual(NO_ZOOM);
  expect(within({ scale: 2, x: -5, y: 900 }, frame)).toEqual({ scale: 2, x: 0, y: 300 });
});

it('follows a pointer that comes near an edge, and rests while it is inside', () => {
  const zoom = { scale: 2, x: 100, y: 100 };
  expect(reveal(zoom, { x: 200, y: 150 }, frame)).toEqual(zoom);
  expect(reveal(zoom, { x: 390, y: 150 }, frame)).toEqual({ scale: 2, x: 138, y: 100 });
});
