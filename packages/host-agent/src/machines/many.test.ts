import type { MachineService } from '@baton/api/services';
import { fail } from '@baton/model/problem';
import { describe, expect, it } from 'vitest';
import { asMany } from './many';

const ACTOR = { id: 'u', name: 'ana', role: 'admin', via: 'browser' } as const;

describe('a verb for many machines', () => {
  it('has a result for each, once and in order, and a refusal keeps none of the others', async () => {
    const asked: string[] = [];
    const verbs = {
      start: async (id: string) => {
        asked.push(id);
        if (id === 'b') fail('machine.refused', { verb: 'start', state: 'paused', name: 'B' });
        return { operationId: `of ${id}` };
      },
    } as unknown as MachineService;
    const many = asMany(verbs, async (id) => id.toUpperCase());
    expect(await many(['a', 'b', 'a', 'c'], 'start', ACTOR)).toMatchObject([
      { id: 'a', name: 'A', problem: null, operationId: 'of a' },
      { id: 'b', name: 'B', problem: { code: 'machine.refused' }, operationId: null },
      { id: 'c', name: 'C', problem: null, operationId: 'of c' },
    ]);
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('that is no operation names none, and a defect is not hidden in a result', async () => {
    const verbs = {
      pause: async () => undefined,
      resume: async () => {
        throw new TypeError('a defect');
      },
    } as unknown as MachineService;
    const many = asMany(verbs, async () => 'win10');
    expect(await many(['a'], 'pause', ACTOR)).toEqual([{ id: 'a', name: 'win10', problem: null, operationId: null }]);
    await expect(many(['a'], 'resume', ACTOR)).rejects.toThrow('a defect');
  });
});
