import { describe, expect, it } from 'vitest';
import { judge } from './bench';
import { table } from './report';

const measurement = {
  name: 'walk',
  value: 150,
  unit: 'ms',
  reference: { kind: 'floor' as const, what: 'run', value: 100 },
  budget: 1.3,
};

describe('the report', () => {
  it('gives the ratio and says whether the budget was kept', () => {
    expect(judge(measurement)).toMatchObject({ ratio: 1.5, ok: false });
    expect(judge({ ...measurement, value: 130 })).toMatchObject({ ratio: 1.3, ok: true });
  });

  it('shows the value, its floor, the ratio and the verdict on one line', () => {
    const lines = table({ results: [judge(measurement)], notRun: [] }).split('\n');
    expect(lines[1]).toMatch(/walk +150 ms +100 ms +floor: run +1\.50x +1\.30x +NO/);
  });

  it('names what could not run, and why', () => {
    expect(table({ results: [], notRun: [{ name: 'walk', reason: 'no legs' }] })).toContain(
      'walk: could not run: no legs',
    );
  });
});
