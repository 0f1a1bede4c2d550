import { expect, test } from 'vitest';
import { crashMatrix, ROUTES } from './crash-matrix';

test.each(ROUTES)(
  '$scenario to a machine and back to $after survives every death, failure and hang',
  async (route) => {
    const wrong: string[] = [];
    let cells = 0;
    for await (const cell of crashMatrix(route)) {
      cells += 1;
      for (const each of cell.wrong) wrong.push(`${cell.name}: ${each}`);
    }
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(50);
  },
  120_000,
);
