import { withinLentSlot } from '@baton/model/host/pci-candidates';
import { isPciAddress, type PciAddress } from '@baton/model/pci/address';
import type { PciFunction } from '@baton/model/pci/function';
import { fail, ProblemError } from '@baton/model/problem';
import type { PciBus } from '../../ports/pci-bus';
import { type Bench, type Undo, wordsOf } from './bench';

const VFIO = 'vfio-pci';

/** Takes the profile's other devices from the host, in the order and with the read-backs of the GPU's hand-over. @throws ProblemError `pci.*` */
export async function takePciDevices(bench: Bench): Promise<void> {
  const { pci } = bench.order.definition;
  if (pci.length === 0) return;
  const wanted = pci.map(({ address }, index) =>
    isPciAddress(address) ? address : fail('pci.not-found', { address }, `pci.${index}`),
  );
  await refuseUnfit(bench, wanted);
  const functions = await bench.hardware.bus.functions();
  const taken = [...new Set(wanted.flatMap((address) => withinLentSlot(functions, address)))];
  if (functions.some((fn) => taken.includes(fn.address) && fn.driver !== VFIO)) await bench.hardware.modules.load(VFIO);
  for (const fn of functions.filter(({ address }) => taken.includes(address))) await take(bench, fn);
}

/** The inventory knows what the host needs; an open device or a device of another machine is seen only now. */
async function refuseUnfit({ inventory, hardware }: Bench, wanted: readonly PciAddress[]): Promise<void> {
  const { pci } = await inventory.hardware();
  for (const [index, address] of wanted.entries()) {
    const found = pci.find((each) => each.address === address) ?? fail('pci.not-found', { address }, `pci.${index}`);
    if (found.refused) fail('pci.refused', { address, because: found.refused }, `pci.${index}`);
    const fn = await hardware.bus.functionAt(address);
    const group = fn?.iommuGroup ?? null;
    const open = group === null ? null : await hardware.holders.groupOpen(group);
    if (open || (await hardware.holders.processes([address])).length > 0) {
      fail('pci.refused', { address, because: 'in-use' }, `pci.${index}`);
    }
  }
}

/** Awake first: a device that sleeps deeply may not come back under vfio. */
async function take({ journal, hardware, vmUid }: Bench, fn: PciFunction): Promise<void> {
  const { address, driver, driverOverride: override, powerControl, d3coldAllowed, iommuGroup } = fn;
  const { bus, holders } = hardware;
  try {
    await journal.around({ do: 'keep-awake', address, powerControl, d3coldAllowed }, async () => {
      if (powerControl === 'auto') await bus.setPowerControl(address, 'on');
      if (d3coldAllowed) await bus.setD3coldAllowed(address, false);
    });
    await journal.around({ do: 'take-pci', address, driver, override }, () =>
      rebind(bus, fn, { to: VFIO, override: VFIO }),
    );
    if (vmUid !== null && iommuGroup !== null) await holders.giveNode(iommuGroup, vmUid);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    fail('pci.take-failed', { address, words: wordsOf(error) });
  }
}

/** Override, unbind, probe, and a look whether it is so (docs/kernel-notes.md, Leaving the host). */
async function rebind(
  bus: PciBus,
  { address, driver }: Pick<PciFunction, 'address' | 'driver'>,
  { to, override }: { readonly to: string | null; readonly override: string | null },
): Promise<void> {
  await bus.setDriverOverride(address, override);
  if (driver !== to) {
    if (driver !== null) await bus.unbind(address);
    if (to !== null) await bus.probe(address);
  }
  const found = (await bus.functionAt(address))?.driver ?? null;
  if (found !== to) throw new Error(`${address} is on ${found ?? 'no driver'}, not on ${to ?? 'none'}`);
}

/** Never while it is open: the unbind would wait in the kernel for ever (docs/kernel-notes.md, Writes that never return). */
export const returnPciDevice: Undo<'take-pci'> = async ({ deed: { address, driver, override } }, { hardware }) => {
  const fn = isPciAddress(address) ? await hardware.bus.functionAt(address) : null;
  if (!fn || (fn.driver === driver && fn.driverOverride === override)) return;
  if (fn.iommuGroup !== null && (await hardware.holders.groupOpen(fn.iommuGroup))) throw new Error('it is still open');
  // A device that somebody else gave to another driver meanwhile is theirs.
  if (fn.driver !== null && fn.driver !== VFIO && fn.driver !== driver) return;
  await rebind(hardware.bus, fn, { to: driver, override });
};

export const letSleep: Undo<'keep-awake'> = async ({ deed }, { hardware: { bus } }) => {
  const { address, powerControl, d3coldAllowed } = deed;
  if (!isPciAddress(address) || !(await bus.functionAt(address))) return;
  if (d3coldAllowed) await bus.setD3coldAllowed(address, true);
  if (powerControl === 'auto') await bus.setPowerControl(address, 'auto');
};
