import { VFIO } from '@baton/model/handover/facts';
import type { HandoverStep, HandoverStepKind } from '@baton/model/handover/step';
import { isLoaded } from '@baton/model/host/module';
import { isActive } from '@baton/model/host/service';
import { functionOf, type PciAddress } from '@baton/model/pci/address';
import type { PciFunction } from '@baton/model/pci/function';
import { canSwitch, keepsDriver, type PowerMeans } from '@baton/model/power/backend';
import { fail } from '@baton/model/problem';
import type { Clock } from '../ports/clock';
import type { HostHardware } from '../ports/host-hardware';
import { WriteError } from '../ports/kernel-errors';
import type { RepairNote } from './repair-note';

/** What the steps work on. */
export interface Bench {
  readonly hardware: HostHardware;
  readonly clock: Clock;
  readonly repair: RepairNote;
  /** Function 0 of the GPU. */
  readonly gpu: PciAddress;
  readonly power: PowerMeans;
}

type StepOf<Kind extends HandoverStepKind> = Extract<HandoverStep, { do: Kind }>;
type Table = { readonly [Kind in HandoverStepKind]: (step: StepOf<Kind>, bench: Bench) => Promise<void> };

const POLL_MS = 100;
const PATIENCE_MS = 5_000;

/** Does one step and proves it by reading back. What is already so is not written again. */
export async function doStep(step: HandoverStep, bench: Bench): Promise<void> {
  const deed = TABLE[step.do] as (step: HandoverStep, bench: Bench) => Promise<void>;
  await deed(step, bench);
}

const TABLE: Table = {
  'set-power-control': async ({ address, to }, bench) => {
    const fn = await present(address, bench);
    if (!fn || fn.powerControl === to) return;
    await bench.hardware.bus.setPowerControl(address, to);
  },

  'set-d3cold': async ({ address, to }, bench) => {
    const fn = await present(address, bench);
    if (!fn || fn.d3coldAllowed === to) return;
    await bench.hardware.bus.setD3coldAllowed(address, to);
  },

  'wait-awake': async ({ address }, bench) => {
    await until(bench, async () => (await present(address, bench))?.runtimeStatus !== 'suspended');
  },

  'unload-module': async ({ module }, { hardware }) => {
    if (isLoaded(await hardware.modules.loaded(), module)) await hardware.modules.unload(module);
  },

  // A driver that is loaded takes its devices at once.
  'load-module': async ({ module }, bench) => {
    const { modules } = bench.hardware;
    if (isLoaded(await modules.loaded(), module)) return;
    await refuseWhileOff(bench);
    await modules.load(module);
  },

  'set-override': async ({ address, to }, bench) => {
    const fn = await present(address, bench);
    if (!fn || fn.driverOverride === to) return;
    await bench.hardware.bus.setDriverOverride(address, to);
    const found = (await present(address, bench))?.driverOverride ?? null;
    if (found !== to) fail('gpu.read-back', { address, wanted: to, found });
  },

  unbind: async ({ address, from }, bench) => {
    const fn = await present(address, bench);
    if (!fn || fn.driver === null || (from !== null && fn.driver !== from)) return;
    await refuseWhileHeld(fn, bench);
    await bench.hardware.bus.unbind(address);
    const found = (await present(address, bench))?.driver ?? null;
    if (found !== null) fail('gpu.read-back', { address, wanted: null, found });
  },

  probe: async ({ address, want }, bench) => {
    const fn = await present(address, bench);
    if (!fn || isTaken(fn.driver, want)) return;
    await refuseWhileOff(bench);
    await bench.hardware.bus.probe(address);
    const found = (await present(address, bench))?.driver ?? null;
    if (isTaken(found, want) || (found === null && want === 'host-or-none')) return;
    if (want === VFIO) fail('gpu.read-back', { address, wanted: VFIO, found });
    fail('gpu.no-host-driver', { address });
  },

  'switch-power': async ({ to, address, by }, bench) => {
    const { power } = bench.hardware;
    if ((await power.state(address, by)) === to) return;
    if (!keepsDriver(by.backend)) {
      if (to === 'off') await refuseWhileBound(bench);
      await bench.repair.set();
    }
    const { state, words } = await power.switchTo(to, address, by);
    const refused = /refus|could not|failed/i.test(words);
    const done =
      state === to || (!refused && (await until(bench, async () => (await power.state(address, by)) === to, false)));
    if (!done) fail('gpu.power-refused', { address, wanted: to, words });
  },

  'set-service': async ({ service, to }, bench) => {
    const { services } = bench.hardware;
    if (isActive(await services.states(), service) === (to === 'running')) return;
    // It switches a driverless card off as it starts, and looks at function 0 alone.
    const driverless = (await bench.hardware.bus.functionAt(bench.gpu))?.driver === null;
    if (service === 'bumblebeed' && to === 'running' && driverless) await refuseWhileBound(bench);
    try {
      await (to === 'running' ? services.start(service) : services.stop(service));
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      fail('gpu.service-failed', { service, wanted: to, words: error.words });
    }
  },

  'set-console': async ({ console, to }, bench) => {
    const found = await bench.hardware.displays.console(bench.gpu);
    // Without a framebuffer of this card there is nothing to take off; on the way back the driver has just made one.
    if (to === 'unbound' && found?.id !== console) return;
    await bench.hardware.displays.setConsole(console, to);
  },

  'own-vfio-node': async ({ group, uid }, { hardware }) => {
    const owner = await hardware.holders.nodeOwner(group);
    if (owner === null || owner === uid) return;
    await hardware.holders.giveNode(group, uid);
  },

  reset: async ({ address }, bench) => {
    if (await present(address, bench)) await bench.hardware.bus.reset(address);
  },

  'remove-card': async ({ address }, { hardware }) => {
    if (await hardware.bus.functionAt(address)) await hardware.bus.remove(address);
  },

  remove: async ({ address }, bench) => {
    if (functionOf(address) === 0) throw new RangeError('function 0 is never removed');
    if (await present(address, bench)) await bench.hardware.bus.remove(address);
  },

  rescan: async ({ port, expect }, bench) => {
    const gone = await missing(expect, bench);
    await bench.hardware.bus.rescan(port);
    // A udev rule may take a companion away again at once: no reason to fail (docs/kernel-notes.md, Leaving the host).
    await until(bench, async () => (await missing(expect, bench)).length === 0, false);
    // One that never left the bus still has no registers.
    if (gone.length === expect.length) await bench.repair.clear();
  },
};

/** @returns undefined for a companion that is not on the bus (any more). @throws when the GPU itself is gone. */
async function present(address: PciAddress, { hardware, gpu }: Bench): Promise<PciFunction | undefined> {
  const fn = await hardware.bus.functionAt(address);
  if (!fn && address === gpu) fail('gpu.missing', { address });
  return fn ?? undefined;
}

async function missing(addresses: readonly PciAddress[], { hardware }: Bench): Promise<readonly PciAddress[]> {
  const found = await Promise.all(addresses.map((address) => hardware.bus.functionAt(address)));
  return addresses.filter((_, index) => found[index] === null);
}

function isTaken(driver: string | null, want: StepOf<'probe'>['want']): boolean {
  return want === VFIO ? driver === VFIO : driver !== null && driver !== VFIO;
}

/** The last look before the write that could hang for ever (docs/kernel-notes.md, Writes that never return). */
async function refuseWhileHeld(fn: PciFunction, { hardware, gpu }: Bench): Promise<void> {
  if (fn.driver === VFIO) {
    const open = fn.iommuGroup === null ? null : await hardware.holders.groupOpen(fn.iommuGroup);
    if (open) fail('gpu.in-guest', { address: gpu });
    return;
  }
  const processes = await hardware.holders.processes([fn.address]);
  if (processes.length > 0) {
    fail('gpu.busy', {
      address: fn.address,
      processes: processes.map(({ pid, command, user }) => ({ pid, command, user })),
    });
  }
}

/** Binding a card that is off wakes it without its registers, beyond repair (docs/kernel-notes.md, bbswitch). */
async function refuseWhileOff({ hardware, gpu, power }: Bench): Promise<void> {
  if (!canSwitch(power.backend) || keepsDriver(power.backend)) return;
  const main = await hardware.bus.functionAt(gpu);
  if (main?.driver !== null) return;
  if ((await hardware.power.state(gpu, power)) === 'off') fail('gpu.off-cannot-bind', { address: gpu });
}

async function refuseWhileBound({ hardware, gpu }: Bench): Promise<void> {
  const slot = gpu.slice(0, -1);
  const bound = (await hardware.bus.functions()).find((fn) => fn.address.startsWith(slot) && fn.driver !== null);
  if (bound) fail('gpu.read-back', { address: bound.address, wanted: null, found: bound.driver });
}

/** Polls until it is so. @returns false when patience ran out and that is allowed; @throws otherwise. */
async function until(bench: Bench, isSo: () => Promise<boolean>, must = true): Promise<boolean> {
  const deadline = bench.clock.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (bench.clock.now() >= deadline) {
      if (must) fail('gpu.write-failed', { address: bench.gpu, path: 'power/control', words: 'the GPU did not wake' });
      return false;
    }
    await bench.clock.sleep(POLL_MS);
  }
  return true;
}
