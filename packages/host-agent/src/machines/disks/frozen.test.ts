import { expect, it } from 'vitest';
import { whileFrozen } from './frozen';

/** A guest that is frozen or not, and counts whom it did not hear. */
function guest(answers: { readonly freeze: number | null; readonly thaw: boolean }) {
  const told: string[] = [];
  const order = { machineId: 'm', wanted: true, notThawed: () => void told.push('not thawed') };
  const guests = {
    freeze: async () => {
      told.push('freeze');
      return answers.freeze;
    },
    thaw: async () => {
      told.push('thaw');
      return answers.thaw;
    },
  };
  return { told, order, guests };
}

it('freezes around the work, and thaws after it', async () => {
  const { told, order, guests } = guest({ freeze: 2, thaw: true });
  const done = await whileFrozen(guests, order, async () => void told.push('work'));
  expect(done).toMatchObject({ frozen: true, thawed: true });
  expect(told).toEqual(['freeze', 'work', 'thaw']);
});

it('thaws when the work fails, and the failure goes on its way', async () => {
  const { told, order, guests } = guest({ freeze: 1, thaw: true });
  await expect(whileFrozen(guests, order, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(told).toEqual(['freeze', 'thaw']);
});

it('works without a freeze where there is no agent, and says that it was none', async () => {
  const { order, guests } = guest({ freeze: null, thaw: true });
  expect(await whileFrozen(guests, order, async () => 'done')).toEqual({ result: 'done', frozen: false, thawed: true });
});

it('tells of a guest that did not thaw, also when the work failed', async () => {
  const { told, order, guests } = guest({ freeze: 1, thaw: false });
  expect(await whileFrozen(guests, order, async () => 'done')).toMatchObject({ frozen: true, thawed: false });
  await expect(whileFrozen(guests, order, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(told.filter((each) => each === 'not thawed')).toHaveLength(2);
});

it('leaves the guest alone when nobody wants it frozen', async () => {
  const { told, order, guests } = guest({ freeze: 1, thaw: true });
  await whileFrozen(guests, { ...order, wanted: false }, async () => 'done');
  expect(told).toEqual([]);
});
