import { describe, expect, it } from 'vitest';
import { foldStops } from './fold-stops';

const stops = (...ids: string[]) => ids.map((id) => ({ id }));
const ids = (cells: ({ id: string } | 'more')[]) => cells.map((cell) => (cell === 'more' ? '+' : cell.id));

describe('foldStops', () => {
  it('shows everything when there is room', () => {
    const folded = foldStops(stops('host', 'a', 'b', 'off'), 'host', 4);
    expect(ids(folded.cells)).toEqual(['host', 'a', 'b', 'off']);
    expect(folded.hiddenCount).toBe(0);
  });

  it('keeps Host first, Off last and counts the rest', () => {
    const folded = foldStops(stops('host', 'a', 'b', 'c', 'off'), 'host', 4);
    expect(ids(folded.cells)).toEqual(['host', 'a', '+', 'off']);
    expect(folded.hiddenCount).toBe(2);
  });

  it('always shows the holder, however far down the list it is', () => {
    const folded = foldStops(stops('host', 'a', 'b', 'c', 'd', 'off'), 'd', 4);
    expect(ids(folded.cells)).toEqual(['host', 'd', '+', 'off']);
    expect(folded.hiddenCount).toBe(3);
  });

  it('keeps list order on a wide rail', () => {
    const folded = foldStops(stops('host', 'a', 'b', 'c', 'd', 'e', 'off'), 'd', 6);
    expect(ids(folded.cells)).toEqual(['host', 'a', 'b', 'd', '+', 'off']);
  });
});
