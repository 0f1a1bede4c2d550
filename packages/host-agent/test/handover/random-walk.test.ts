import { join } from 'node:path';
import type { GpuStateKind } from '@baton/model/handover/gpu-state';
import { ProblemError } from '@baton/model/problem';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LaptopOperation, OPERATIONS } from '../../src/adapters/simulated/laptop/faults';
import type { Scenario } from '../../src/adapters/simulated/laptop/scenarios';
import type { Handover } from '../../src/handover/create-handover';
import { FileJournal } from '../../src/handover/journal';
import { DyingJournal } from './dying-journal';
import { BLENDER as BLENDER_PROCESS, Kit, OWNER, TRAIN, WIN10 } from './kit';

const SEED = process.env.WALK_SEED;

type Verb =
  | { readonly verb: 'lend'; readonly to: 'win10' | 'train' }
  | { readonly verb: 'give-back'; readonly after: 'host' | 'off' | 'leave' }
  | { readonly verb: 'move'; readonly to: 'host' | 'off' }
  | { readonly verb: 'recover'; readonly how: 'reset' | 'rescan' }
  | { readonly verb: 'guest-opens' | 'guest-ends' | 'process-opens' | 'process-ends' | 'restart' | 'reboot' }
  | { readonly verb: 'fail'; readonly on: LaptopOperation; readonly times: number }
  | { readonly verb: 'hang'; readonly on: LaptopOperation }
  | { readonly verb: 'die'; readonly afterRecords: number };

const plain = fc.constantFrom(
  'guest-opens',
  'guest-ends',
  'process-opens',
  'process-ends',
  'restart',
  'reboot' as const,
);
const verbs: fc.Arbitrary<Verb> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ verb: fc.constant('lend'), to: fc.constantFrom('win10', 'train') }) },
  {
    weight: 4,
    arbitrary: fc.record({ verb: fc.constant('give-back'), after: fc.constantFrom('host', 'off', 'leave') }),
  },
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('move'), to: fc.constantFrom('host', 'off') }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('recover'), how: fc.constantFrom('reset', 'rescan') }) },
  { weight: 3, arbitrary: plain.map((verb) => ({ verb }) as Verb) },
  {
    weight: 3,
    arbitrary: fc.record({
      verb: fc.constant('fail'),
      on: fc.constantFrom(...OPERATIONS),
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('hang'), on: fc.constantFrom(...OPERATIONS) }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('die'), afterRecords: fc.integer({ min: 0, max: 40 }) }) },
) as fc.Arbitrary<Verb>;

const NAMED: readonly GpuStateKind[] = [
  'missing',
  'powered-off',
  'driverless',
  'driverless-suspended',
  'host-in-use',
  'host-idle',
  'host-suspended',
  'vfio-idle',
  'in-guest',
  'partial',
  'wedged',
];
const HOME: readonly GpuStateKind[] = ['host-idle', 'host-suspended', 'powered-off'];
const LAPTOPS = ['optimus', 'persistenced', 'bumblebee', 'rtd3', 'nouveau', 'audio-in-group'] as const;
/** Some 2,000 verbs altogether. A failure prints its seed: WALK_SEED walks the same ways again. */
const WALKS = 280;
const GUEST = 77;
const BLENDER = { ...BLENDER_PROCESS, opens: ['/dev/nvidia0', '/dev/nvidiactl'] };

/** A person, a guest and bad luck, on one laptop. */
class Walk {
  readonly kit: Kit;
  #agent: Handover;
  readonly #driversAtHome: Readonly<Record<string, string | null>>;
  #dying: DyingJournal | null = null;
  #holding = WIN10;

  constructor(scenario: Scenario) {
    this.kit = new Kit({ scenario });
    this.#agent = this.kit.agent();
    this.#driversAtHome = this.kit.drivers();
  }

  async begin(): Promise<void> {
    await this.#agent.start();
  }

  /** Does one verb. Everything that goes wrong must be a Problem. */
  async step(verb: Verb): Promise<void> {
    this.kit.later();
    const work = this.#do(verb).catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
    });
    const died = this.#dying?.died.then(() => 'died' as const);
    const end = await (died ? Promise.race([work, died]) : work);
    if (end === 'died') await this.#restart();
    this.kit.later();
    await this.#check();
  }

  /** With nothing in the way and no fault, the GPU comes home from wherever it is. */
  async goHome(): Promise<void> {
    this.kit.laptop.faults.clear();
    this.kit.alive.clear();
    this.kit.laptop.closeGpu(BLENDER.pid);
    await this.#restart();
    this.kit.later();
    if ((await this.#state()) === 'wedged') return;
    await this.#agent.lender.giveBack(WIN10, 'host', this.kit.operation());
    this.kit.later();
    expect(HOME).toContain(await this.#state());
    expect(this.kit.drivers()).toEqual(this.#driversAtHome);
    expect(this.kit.failures).toEqual([]);
  }

  async #do(step: Verb): Promise<void> {
    const { laptop, alive } = this.kit;
    switch (step.verb) {
      case 'lend': {
        this.#holding = step.to === 'win10' ? WIN10 : TRAIN;
        await this.#agent.lender.lend(this.#holding, this.kit.operation());
        return this.#nothingLeftToDo('machine');
      }
      case 'give-back': {
        await this.#agent.lender.giveBack(this.#holding, step.after, this.kit.operation());
        return step.after === 'leave' ? undefined : this.#nothingLeftToDo(step.after);
      }
      case 'move': {
        await this.#agent.gpu.move({ to: step.to }, OWNER);
        const operation = this.kit.recorder.last;
        await operation.over;
        return operation.state === 'succeeded' ? this.#nothingLeftToDo(step.to) : undefined;
      }
      case 'recover': {
        await this.#agent.gpu.recover(step.how, OWNER);
        return this.kit.recorder.last.over;
      }
      case 'guest-opens': {
        if ((await this.#state()) === 'vfio-idle') this.kit.guestOpens(GUEST);
        return;
      }
      case 'guest-ends':
        return alive.clear();
      case 'process-opens': {
        if (['host-idle', 'host-suspended'].includes((await this.#state()) ?? '')) laptop.openGpu(BLENDER);
        return;
      }
      case 'process-ends':
        return laptop.closeGpu(BLENDER.pid);
      case 'restart':
        return this.#restart();
      case 'reboot': {
        alive.clear();
        laptop.reboot();
        return this.#restart();
      }
      case 'fail':
        return laptop.faults.failOn(step.on, step.times);
      case 'hang':
        return laptop.faults.hangOn(step.on);
      case 'die': {
        const file = new FileJournal(join(this.kit.folder, 'handover.journal'));
        this.#dying = new DyingJournal(file, step.afterRecords);
        this.#agent = this.kit.agent(() => this.#dying ?? file);
        await this.#agent.start();
      }
    }
  }

  async #restart(): Promise<void> {
    this.#dying = null;
    this.#agent = this.kit.agent();
    await this.#agent.start();
  }

  async #nothingLeftToDo(to: 'machine' | 'host' | 'off'): Promise<void> {
    this.kit.later();
    const target = to === 'machine' ? { to, machineId: this.#holding.id } : { to };
    expect((await this.#agent.gpu.dryRun(target)).steps).toEqual([]);
  }

  async #state(): Promise<GpuStateKind | undefined> {
    return (await this.#agent.gpu.view())?.state.kind;
  }

  async #check(): Promise<void> {
    expect(NAMED).toContain(await this.#state());
    const { functions, power, stuck } = this.kit.laptop.state;
    expect(power.bbswitch.dangling).toBe(false);
    // Nothing was ever bound without its registers: that is, while the card was off, or a companion before its repair.
    expect(functions.filter((fn) => fn.registersLost && fn.driver !== null)).toEqual([]);
    if (!stuck) return;
    const { writes } = this.kit.laptop.faults;
    await this.#agent.gpu.move({ to: 'host' }, OWNER).catch(() => undefined);
    expect(this.kit.laptop.faults.writes).toBe(writes);
  }
}

test('no walk over verbs, faults and deaths ends in a state without a name or a way home', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...LAPTOPS),
      fc.array(verbs, { minLength: 1, maxLength: 14 }),
      async (on, steps) => {
        const walk = new Walk(on);
        try {
          await walk.begin();
          for (const step of steps) await walk.step(step);
          await walk.goHome();
        } finally {
          walk.kit.remove();
        }
      },
    ),
    { numRuns: WALKS, ...(SEED !== undefined && { seed: Number(SEED) }) },
  );
}, 240_000);
