import { join } from 'node:path';
import type { GpuStateKind } from '@baton/model/handover/gpu-state';
import type { FaultKind } from '../../src/adapters/simulated/laptop/faults';
import type { Scenario } from '../../src/adapters/simulated/laptop/scenarios';
import type { Handover } from '../../src/handover/create-handover';
import { FileJournal } from '../../src/handover/journal';
import { DyingJournal } from './dying-journal';
import { Kit, WIN10 } from './kit';

/** A hand-over to a machine and back, on one kind of laptop. */
export interface Route {
  readonly scenario: Scenario;
  readonly after: 'host' | 'off';
  /** Where the GPU is when nobody borrows it. */
  readonly home: readonly GpuStateKind[];
}

export const ROUTES: readonly Route[] = [
  { scenario: 'optimus', after: 'host', home: ['host-idle'] },
  { scenario: 'optimus', after: 'off', home: ['host-idle'] },
  { scenario: 'persistenced', after: 'host', home: ['host-idle'] },
  { scenario: 'bumblebee', after: 'host', home: ['powered-off'] },
  { scenario: 'rtd3', after: 'host', home: ['host-idle', 'host-suspended'] },
  { scenario: 'nouveau', after: 'host', home: ['host-idle'] },
  { scenario: 'nouveau', after: 'off', home: ['host-idle'] },
  { scenario: 'audio-in-group', after: 'host', home: ['host-idle'] },
];

/** What is done to the agent or to the kernel in the middle of it. */
export type Mishap =
  | { readonly kind: 'killed'; readonly afterRecords: number }
  | { readonly kind: FaultKind; readonly write: number };

/** One cell of the matrix. `wrong` is empty when all is well. */
export interface Cell {
  readonly name: string;
  readonly wrong: readonly string[];
}

const MISHAPS: readonly Mishap['kind'][] = ['killed', 'fail', 'hang'];
const WHOLE: readonly GpuStateKind[] = ['host-idle', 'host-suspended', 'vfio-idle', 'powered-off'];
const NAMED: readonly GpuStateKind[] = [...WHOLE, 'driverless', 'driverless-suspended', 'partial', 'host-in-use'];

/** Every journal record of a route with the agent killed right after it, every write failing, and every write hanging. */
export async function* crashMatrix(route: Route): AsyncGenerator<Cell> {
  for (const kind of MISHAPS) {
    for (let number = 0; ; number += 1) {
      const mishap: Mishap = kind === 'killed' ? { kind, afterRecords: number } : { kind, write: number + 1 };
      const { cell, happened } = await tryOne(route, mishap);
      yield cell;
      if (!happened) break;
    }
  }
}

async function tryOne(route: Route, mishap: Mishap): Promise<{ cell: Cell; happened: boolean }> {
  const kit = new Kit({ scenario: route.scenario });
  const name = `${route.scenario} and back to ${route.after}: ${mishapWords(mishap)}`;
  try {
    const trial =
      mishap.kind === 'killed' ? await killed(kit, route, mishap.afterRecords) : await faulty(kit, route, mishap);
    return { cell: { name, wrong: [...trial.wrong, ...kit.failures.map(String)] }, happened: trial.happened };
  } catch (error) {
    return { cell: { name, wrong: [String(error)] }, happened: false };
  } finally {
    kit.remove();
  }
}

interface Trial {
  readonly wrong: readonly string[];
  /** False once the mishap lies beyond the end of the route. */
  readonly happened: boolean;
}

async function killed(kit: Kit, route: Route, afterRecords: number): Promise<Trial> {
  const journal = new DyingJournal(new FileJournal(join(kit.folder, 'handover.journal')), afterRecords);
  const agent = kit.agent(() => journal);
  await agent.start();
  const whole = there(agent, kit).then(() => back(agent, kit, route.after));
  const died = await Promise.race([whole.then(() => false), journal.died.then(() => true)]);
  const found = await stateOf(await kit.started());
  const wrong = WHOLE.includes(found) ? [] : [`a restarted agent finds it ${found}`];
  return { wrong: [...wrong, ...(await usable(kit, route))], happened: died };
}

async function faulty(kit: Kit, route: Route, { kind, write }: { kind: FaultKind; write: number }): Promise<Trial> {
  const agent = await kit.started();
  kit.laptop.faults.at(write, kind);
  const wrong: string[] = [];
  const lent = await succeeded(there(agent, kit));
  kit.later();
  const halfway = await stateOf(agent);
  const undone = kind === 'hang' ? ['wedged'] : route.home;
  if (!lent && !undone.includes(halfway)) wrong.push(`after a failed lending it is ${halfway}`);
  await succeeded(back(agent, kit, route.after));
  kit.later();
  const found = await stateOf(agent);
  if (kind === 'hang' && kit.laptop.state.stuck) {
    if (found !== 'wedged') wrong.push(`with a stuck write it is ${found}`);
    return { wrong: [...wrong, ...(await leftAlone(agent, kit))], happened: true };
  }
  if (!NAMED.includes(found)) wrong.push(`it ends ${found}`);
  const happened = kit.laptop.faults.writes >= write;
  kit.laptop.faults.clear();
  return { wrong: [...wrong, ...(await usable(kit, route))], happened };
}

/** A kernel that is stuck is written to no more. */
async function leftAlone(agent: Handover, kit: Kit): Promise<readonly string[]> {
  const { writes } = kit.laptop.faults;
  await succeeded(back(agent, kit, 'host'));
  return kit.laptop.faults.writes === writes ? [] : ['a stuck kernel was written to again'];
}

/** With the fault gone it goes to a machine once more and comes home whole. */
async function usable(kit: Kit, route: Route): Promise<readonly string[]> {
  const agent = await kit.started();
  kit.later();
  const { lender } = agent;
  if ((await stateOf(agent)) === 'partial' || (await stateOf(agent)).startsWith('driverless')) {
    await lender.giveBack(WIN10, 'host', kit.operation());
  }
  await lender.lend(WIN10, kit.operation());
  await lender.giveBack(WIN10, 'host', kit.operation());
  kit.later();
  const found = await stateOf(agent);
  const { functions, services } = kit.laptop.state;
  const stopped = services.filter(({ active }) => !active).map(({ name }) => name);
  const atBoot = new Kit({ scenario: route.scenario });
  const running = atBoot.laptop.state.services.filter(({ active }) => active).map(({ name }) => name);
  atBoot.remove();
  return [
    ...(route.home.includes(found) ? [] : [`in the end it is ${found}`]),
    ...functions.filter((fn) => fn.registersLost && fn.driver !== null).map((fn) => `${fn.address} lost its registers`),
    ...functions
      .filter((fn) => fn.driver === 'vfio-pci' || fn.driverOverride !== null)
      .map((fn) => `${fn.address} is half bound`),
    ...stopped.filter((name) => running.includes(name)).map((name) => `${name} was not started again`),
  ];
}

const there = (agent: Handover, kit: Kit): Promise<unknown> => agent.lender.lend(WIN10, kit.operation());
const back = (agent: Handover, kit: Kit, after: 'host' | 'off'): Promise<unknown> =>
  agent.lender.giveBack(WIN10, after, kit.operation());

async function stateOf(agent: Handover): Promise<GpuStateKind> {
  return (await agent.gpu.view())?.state.kind ?? 'missing';
}

function succeeded(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

function mishapWords(mishap: Mishap): string {
  if (mishap.kind === 'killed') return `killed after record ${mishap.afterRecords}`;
  return `write ${mishap.write} ${mishap.kind === 'fail' ? 'fails' : 'hangs'}`;
}
