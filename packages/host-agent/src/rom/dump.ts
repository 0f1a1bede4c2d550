import type { GpuService } from '@baton/api/services';
import type { GpuView } from '@baton/api/views';
import { romFindingWords } from '@baton/model/describe';
import type { GpuStateKind } from '@baton/model/handover/gpu-state';
import { pciAddress } from '@baton/model/pci/address';
import type { PciFunction } from '@baton/model/pci/function';
import { fail, type Problem, ProblemError, type ProblemFacts, problem } from '@baton/model/problem';
import { readRom } from '@baton/model/rom/read';
import { ROM_MAX_BYTES } from '@baton/model/rom/report';
import type { CardRom } from '../ports/card-rom';
import { StuckError, WriteError } from '../ports/kernel-errors';
import type { PciBus } from '../ports/pci-bus';
import type { StorageFiles } from '../ports/storage-files';

export interface DumpDeps {
  readonly files: StorageFiles;
  readonly gpu: Pick<GpuService, 'view'>;
  readonly rom: CardRom;
  readonly bus: Pick<PciBus, 'functions'>;
}

/**
 * Reads the card's own ROM into a new file, if nobody is disturbed by it and the card need not be woken.
 * @throws ProblemError `gpu.none` | `gpu.missing` | `gpu.moving` | `rom.dump-refused` | `rom.dump-failed`
 */
export async function readCardRom({ files, gpu, rom, bus }: DumpDeps, toFile: string): Promise<void> {
  const view = (await gpu.view()) ?? fail('gpu.none', {});
  const address = pciAddress(view.address);
  const refusal = refusalOf(view);
  if (refusal) throw new ProblemError(refusal);
  // The view is some moments old; this is now.
  const fn = (await bus.functions({ withoutLocks: true })).find((each) => each.address === address);
  const because = whyNot(fn);
  if (because) fail('rom.dump-refused', { address, because });
  try {
    if (!(await rom.dump(address, toFile))) fail('rom.dump-refused', { address, because: 'no-rom-file' });
  } catch (error) {
    if (error instanceof WriteError) return fail('rom.dump-failed', { address, words: error.words });
    if (error instanceof StuckError) return fail('rom.dump-failed', { address, words: error.message });
    throw error;
  }
  // A card that is not really there answers every read with ones.
  const report = readRom(await files.read(toFile, { fromBytes: 0, maxBytes: ROM_MAX_BYTES + 1 }), '', null);
  const [first] = report.findings;
  if (report.startsAt === null && first) {
    fail('rom.dump-failed', { address, words: romFindingWords(first.code, report).what });
  }
}

type Reason = ProblemFacts['rom.dump-refused']['because'];

/** What stands against it in the states that are no trouble in themselves. */
const REASONS: Partial<Record<GpuStateKind, Reason>> = {
  'in-guest': 'in-use',
  'host-in-use': 'bound',
  'host-idle': 'bound',
  'host-suspended': 'bound',
  partial: 'bound',
  'powered-off': 'asleep-or-off',
  'driverless-suspended': 'asleep-or-off',
};

function refusalOf({ state, ...view }: GpuView): Problem | null {
  const address = pciAddress(view.address);
  if (state.kind === 'wedged') return state.problem;
  if (state.kind === 'missing') return problem('gpu.missing', { address });
  if (state.kind === 'transition') return problem('gpu.moving', { operationId: state.operationId });
  const because = REASONS[state.kind];
  return because === undefined ? null : problem('rom.dump-refused', { address, because });
}

/** Only a card that nobody drives, and that is awake by itself, can be read without harm. vfio-pci lets one sleep that nobody has open. */
function whyNot(fn: PciFunction | undefined): Reason | null {
  if (!fn) return 'asleep-or-off';
  if (fn.driver !== null && fn.driver !== 'vfio-pci') return 'bound';
  const isAwake = fn.runtimeStatus === 'active' && (fn.powerState === 'D0' || fn.powerState === 'unknown');
  return isAwake ? null : 'asleep-or-off';
}
