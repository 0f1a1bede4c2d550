import { join } from 'node:path';
import type { GpuState } from '@baton/model/handover/gpu-state';
import { afterEach, describe, expect, test } from 'vitest';
import { FileJournal } from '../../src/handover/journal';
import { DyingJournal } from './dying-journal';
import { Kit, WIN10 } from './kit';

type After = 'host' | 'off';
const kits: Kit[] = [];
afterEach(() => {
  for (const kit of kits.splice(0)) kit.remove();
});

function laptop(): Kit {
  const kit = new Kit();
  kits.push(kit);
  return kit;
}

/** Lends and gives back, until it is done or the agent dies. `undefined` = it died. */
async function cycle(kit: Kit, after: After, diesAfter: number): Promise<'done' | 'died'> {
  const journal = new DyingJournal(new FileJournal(join(kit.folder, 'handover.journal')), diesAfter);
  const agent = kit.agent(() => journal);
  await agent.start();
  const whole = async (): Promise<'done'> => {
    await agent.lender.lend(WIN10, kit.operation());
    await agent.lender.giveBack(WIN10, after, kit.operation());
    return 'done';
  };
  return Promise.race([whole(), journal.died.then(() => 'died' as const)]);
}

async function stateOf(kit: Kit): Promise<GpuState['kind'] | undefined> {
  const agent = await kit.started();
  return (await agent.gpu.view())?.state.kind;
}

describe.each<After>(['host', 'off'])('an agent that is killed in a hand-over and back to %s', (after) => {
  test('finds a GPU that is whole, after every record of the journal', async () => {
    const reached: string[] = [];
    for (let diesAfter = 0; ; diesAfter += 1) {
      const kit = laptop();
      const end = await cycle(kit, after, diesAfter);
      const state = await stateOf(kit);
      reached.push(`${diesAfter} ${state}`);
      expect(['host-idle', 'vfio-idle', 'powered-off'], reached.at(-1)).toContain(state);
      const agent = await kit.started();
      await agent.lender.lend(WIN10, kit.operation());
      await agent.lender.giveBack(WIN10, 'host', kit.operation());
      kit.later();
      expect((await agent.gpu.view())?.state.kind, reached.at(-1)).toBe('host-idle');
      expect(kit.laptop.state.functions.filter((fn) => fn.registersLost)).toEqual([]);
      if (end === 'done') break;
    }
    expect(reached.length).toBeGreaterThan(30);
  });
});

describe.each(['fail', 'hang'] as const)('every single write that %ss', (fault) => {
  test.each<After>(['host', 'off'])('on the way out and back to %s ends in a named state', async (after) => {
    let tried = 0;
    for (let number = 1; ; number += 1) {
      const kit = laptop();
      const agent = await kit.started();
      kit.laptop.faults.at(number, fault);
      const lent = await agent.lender.lend(WIN10, kit.operation()).then(
        () => true,
        () => false,
      );
      kit.later();
      const halfway = (await agent.gpu.view())?.state.kind;
      if (!lent) expect(halfway, `write ${number}`).toBe(fault === 'hang' ? 'wedged' : 'host-idle');
      const back = await agent.lender.giveBack(WIN10, after, kit.operation()).then(
        () => true,
        () => false,
      );
      kit.later();
      const state = (await agent.gpu.view())?.state.kind;
      const named =
        fault === 'hang'
          ? ['wedged', 'host-idle', 'powered-off']
          : ['host-idle', 'powered-off', 'driverless', 'partial', 'vfio-idle'];
      expect(named, `write ${number}`).toContain(state);
      tried = number;
      if (lent && back && kit.laptop.faults.writes < number) break;
      if (fault === 'hang' || state === 'host-idle') continue;
      // Mended, it goes home.
      kit.laptop.faults.clear();
      await agent.lender.giveBack(WIN10, 'host', kit.operation());
      kit.later();
      expect((await agent.gpu.view())?.state.kind, `write ${number}`).toBe('host-idle');
    }
    expect(tried).toBeGreaterThan(15);
  });
});
