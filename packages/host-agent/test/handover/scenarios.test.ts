import type { Problem } from '@baton/model/problem';
import { ProblemError } from '@baton/model/problem';
import { afterEach, expect, test } from 'vitest';
import type { Scenario } from '../../src/adapters/simulated/laptop/scenarios';
import { BLENDER, Kit, OWNER, WIN10 } from './kit';

const kits: Kit[] = [];
afterEach(() => {
  for (const kit of kits.splice(0)) kit.remove();
});

function laptop(scenario: Scenario): Kit {
  const kit = new Kit({ scenario });
  kits.push(kit);
  return kit;
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(() => undefined).catch((caught: unknown) => caught);
  if (!(error instanceof ProblemError)) throw new Error(`expected a Problem, got ${String(error)}`);
  return error.problem;
}

test('busy-gpu: names who holds it and changes nothing', async () => {
  const kit = laptop('busy-gpu');
  const { lender, gpu } = await kit.started();
  const before = structuredClone(kit.laptop.state);
  const busy = { code: 'gpu.busy', facts: { processes: [{ pid: 4312, user: 'anna', command: 'python3 train.py' }] } };
  expect(await problemOf(lender.lend(WIN10, kit.operation()))).toMatchObject(busy);
  expect(await problemOf(gpu.move({ to: 'off' }, OWNER))).toMatchObject(busy);
  expect(kit.laptop.state).toEqual(before);
  expect(lender.leaseHolder()).toBeNull();
  expect(await gpu.view()).toMatchObject({ state: { kind: 'host-in-use' }, processes: [{ pid: 4312 }] });
});

test('busy-gpu: goes once the process has ended', async () => {
  const kit = laptop('busy-gpu');
  const { lender } = await kit.started();
  kit.laptop.closeGpu(4312);
  kit.later();
  expect(await lender.blockers(WIN10)).toEqual([]);
  await lender.lend(WIN10, kit.operation());
});

test('a process that opens it between the look and the write makes the module refuse, and all is undone', async () => {
  const kit = laptop('optimus');
  const { lender } = await kit.started();
  const operation = kit.operation();
  const before = structuredClone(kit.laptop.state.functions);
  const { unload } = kit.laptop.modules;
  kit.laptop.modules.unload = (name) => {
    kit.laptop.openGpu({ ...BLENDER, opens: ['/dev/dri/card1'] });
    return unload(name);
  };
  const lending = lender.lend(WIN10, operation);
  expect(await problemOf(lending)).toMatchObject({ code: 'gpu.module-busy', facts: { module: 'nvidia_drm' } });
  expect(operation.state).toBe('undoing');
  expect(operation.story).toEqual(['check done', 'detach failed']);
  expect(kit.laptop.state.functions).toEqual(before);
});

test('shared-group: names the SSD that the host needs', async () => {
  const kit = laptop('shared-group');
  const { lender, gpu } = await kit.started();
  expect(await problemOf(lender.lend(WIN10, kit.operation()))).toMatchObject({
    code: 'iommu.group-shared',
    facts: { group: 1, foreign: [{ address: '0000:04:00.0', driver: 'nvme' }] },
  });
  const groups = await gpu.groups();
  expect(groups.find((group) => group.holdsGpu)).toMatchObject({ id: 1, verdict: 'shared' });
});

test('stuck-unbind: marks the GPU as wedged, writes nothing more, and stays so over a restart of the agent', async () => {
  const kit = laptop('stuck-unbind');
  const { lender, gpu } = await kit.started();
  const operation = kit.operation();
  expect(await problemOf(lender.lend(WIN10, operation))).toMatchObject({
    code: 'gpu.wedged',
    facts: { doing: 'unbind 0000:01:00.1' },
  });
  const { writes } = kit.laptop.faults;
  expect(operation.story).toEqual(['check done', 'detach failed']);
  expect((await gpu.view())?.state.kind).toBe('wedged');
  const again = await kit.started();
  expect(await problemOf(again.lender.lend(WIN10, kit.operation()))).toMatchObject({ code: 'gpu.wedged' });
  expect(await problemOf(again.gpu.move({ to: 'host' }, OWNER))).toMatchObject({ code: 'gpu.wedged' });
  expect((await again.gpu.view())?.blockers).toMatchObject([{ code: 'gpu.wedged' }]);
  expect(kit.laptop.faults.writes).toBe(writes);

  kit.laptop.reboot();
  const fresh = await kit.started();
  expect((await fresh.gpu.view())?.state.kind).toBe('host-idle');
});

test("bbswitch-refuses: tells the kernel's own words and leaves the GPU off", async () => {
  const kit = laptop('bbswitch-refuses');
  const { lender, gpu } = await kit.started();
  expect(await gpu.view()).toMatchObject({ state: { kind: 'powered-off' }, holder: { kind: 'off' } });
  const operation = kit.operation();
  const refused = await problemOf(lender.lend(WIN10, operation));
  expect(refused).toMatchObject({ code: 'gpu.power-refused', facts: { wanted: 'on' } });
  expect(JSON.stringify(refused)).toContain('Refused to change power state, currently in D3');
  expect(operation.story).toEqual(['check done', 'power-on failed']);
  expect((await gpu.view())?.state).toEqual({ kind: 'powered-off' });
});

test('no-iommu: says that the IOMMU is off', async () => {
  const kit = laptop('no-iommu');
  const { lender, gpu } = await kit.started();
  expect(await problemOf(lender.lend(WIN10, kit.operation()))).toEqual({ code: 'iommu.off', facts: {} });
  expect(await gpu.groups()).toEqual([]);
});

test('desktop-two-gpus: refuses the card that lights a screen, and without it keeps the shared driver loaded', async () => {
  const kit = laptop('desktop-two-gpus');
  const { lender, gpu } = await kit.started();
  expect(await problemOf(lender.lend(WIN10, kit.operation()))).toMatchObject({
    code: 'gpu.drives-display',
    facts: { address: '0000:01:00.0', because: 'connector', connector: 'DP-1' },
  });
  kit.laptop.displays.connectors = async () => [];
  kit.later();
  await lender.lend(WIN10, kit.operation());
  expect((await kit.laptop.modules.loaded()).map((module) => module.name)).toContain('nvidia');
  expect(kit.laptop.state.functions.find((fn) => fn.address === '0000:05:00.0')?.driver).toBe('nvidia');
  const shown = await gpu.dryRun({ to: 'off' });
  expect(shown.blockers).toContainEqual({ code: 'gpu.no-power-switch', facts: { address: '0000:01:00.0' } });
});
