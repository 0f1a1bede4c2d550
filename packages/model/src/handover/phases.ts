import { isLoaded } from '../host/module';
import { isActive } from '../host/service';
import type { StepKind } from '../operation/operation';
import { isPciAddress, type PciAddress, slotOf } from '../pci/address';
import type { PciFunction } from '../pci/function';
import { keepsDriver } from '../power/backend';
import { companions, type GpuFacts, mainFunction, slotFunctions, VFIO } from './facts';
import { modulesToLoad, NVIDIA_VENDOR, removalOrder } from './host-driver';
import type { HandoverStep, PlannedStep } from './step';

/** Puts every step of a phase under one heading of the timeline. */
const under = (kind: StepKind, steps: readonly HandoverStep[]): readonly PlannedStep[] =>
  steps.map((step) => ({ under: kind, step }));

/** Companions first, the GPU last: the order in which functions let go. */
const lettingGo = (facts: GpuFacts): readonly PciFunction[] =>
  [...facts.functions].sort((a, b) => b.address.localeCompare(a.address));

/**
 * Keeps the slot and its port awake while drivers change hands: some cards never come back from D3cold, and bbswitch tells
 * tales while the port may sleep (docs/kernel-notes.md, Staying awake).
 */
export function pinAwake(facts: GpuFacts): readonly HandoverStep[] {
  const all = [...(facts.port ? [facts.port] : []), ...facts.functions];
  const pins = all.flatMap((fn): readonly HandoverStep[] => [
    ...(fn.powerControl === 'auto'
      ? [{ do: 'set-power-control', address: fn.address, to: 'on', was: 'auto' } as const]
      : []),
    ...(fn.d3coldAllowed ? [{ do: 'set-d3cold', address: fn.address, to: false, was: true } as const] : []),
  ]);
  const asleep = facts.functions.filter((fn) => fn.runtimeStatus === 'suspended' && fn.powerControl === 'auto');
  return [...pins, ...asleep.map((fn) => ({ do: 'wait-awake', address: fn.address }) as const)];
}

/** Only the pins, where the next phase needs them already. */
export function wake(facts: GpuFacts): readonly PlannedStep[] {
  return under('repair', pinAwake(facts));
}

/**
 * ON, then repair what the switch does not restore: bbswitch the companions' registers, acpi_call all of them
 * (docs/kernel-notes.md, bbswitch). An open driver that switched its card restores it by itself.
 */
export function powerOn(facts: GpuFacts): readonly PlannedStep[] {
  if (keepsDriver(facts.power.backend)) return under('power-on', [switchPower(facts, 'on')]);
  const awake = pinAwake(facts).filter((step) => step.do !== 'wait-awake');
  return [...under('power-on', [...awake, switchPower(facts, 'on')]), ...repair(facts)];
}

/** Takes the companions off the bus and finds them again: they come back with their registers set up. */
export function repair(facts: GpuFacts): readonly PlannedStep[] {
  const port = facts.port?.address;
  if (port && losesAll(facts)) return repairAll(facts, port);
  const expect = companionsAtHome(facts);
  if (!port || expect.length === 0) return [];
  const removals = companions(facts).map(({ address }): HandoverStep => ({ do: 'remove', address, port }));
  return under('repair', [...removals, { do: 'rescan', port, expect }]);
}

/** Nobody saves the registers of function 0 around a call of acpi_call. */
const losesAll = (facts: GpuFacts): boolean => facts.power.backend === 'acpi-call';

function repairAll(facts: GpuFacts, port: PciAddress): readonly PlannedStep[] {
  const cards = [...slotFunctions(facts)].sort((a, b) => b.address.localeCompare(a.address));
  const removals = cards.map(({ address }): HandoverStep => ({ do: 'remove-card', address, port }));
  const expect = [...companionsAtHome(facts), facts.address];
  return under('repair', [...removals, { do: 'rescan', port, expect }]);
}

/** Those on the bus, and those that an interrupted repair left off it; highest first. */
function companionsAtHome(facts: GpuFacts): readonly PciAddress[] {
  const present = companions(facts).map((fn) => fn.address);
  const known = Object.keys(facts.home?.drivers ?? {})
    .filter(isPciAddress)
    .filter((address) => slotOf(address) === slotOf(facts.address));
  const all = new Set([...present, ...known.filter((address) => address !== facts.address)]);
  return [...all].sort((a, b) => b.localeCompare(a));
}

const switchPower = (facts: GpuFacts, to: 'on' | 'off'): HandoverStep => ({
  do: 'switch-power',
  to,
  address: facts.address,
  by: { backend: facts.power.backend, calls: facts.power.calls },
  companions: companionsAtHome(facts),
  port: facts.port?.address ?? null,
});

/**
 * Takes the host's driver away. Removing the NVIDIA modules first is the safe probe for "is it busy": it fails fast where an
 * unbind would hang for ever. With a second GPU on the same driver only unbinding is possible.
 */
export function detach(facts: GpuFacts, reserveFor: typeof VFIO | null): readonly PlannedStep[] {
  const driver = mainFunction(facts)?.driver ?? null;
  const shared = facts.otherDisplays.some((fn) => fn.driver === driver || fn.vendorId === NVIDIA_VENDOR);
  const removals = driver === null || shared ? [] : removalOrder(driver, facts.modules);
  const goneWithModule = new Set(removals.length > 0 ? [facts.address] : []);
  const console = facts.console?.bound ? [unbindConsole(facts.console.id)] : [];
  const steps: HandoverStep[] = [...pinAwake(facts), ...console, ...removals.map((module) => unload(module))];
  for (const fn of lettingGo(facts)) {
    if (reserveFor && fn.driverOverride !== reserveFor) steps.push(override(fn, reserveFor));
    if (fn.driver !== null && !goneWithModule.has(fn.address)) steps.push(unbind(fn));
  }
  return under('detach', steps);
}

/** Companions that were there at home and are not on the bus now: an interrupted repair left them off it. */
export function missingCompanions(facts: GpuFacts): readonly PciAddress[] {
  return companionsAtHome(facts).filter((address) => !facts.functions.some((fn) => fn.address === address));
}

/** A rescan gives what it finds to the host's drivers; a card that is to go off has none. */
export function detachRepaired(facts: GpuFacts): readonly PlannedStep[] {
  const unbinds = companionsAtHome(facts).map(
    (address): HandoverStep => ({ do: 'unbind', address, from: null, override: null }),
  );
  return under('detach', unbinds);
}

/** After a repair nobody knows which driver the rescan brought: whatever it is, it goes. */
export function reserveAfterRepair(facts: GpuFacts): readonly PlannedStep[] {
  const repaired = companionsAtHome(facts).flatMap((address): readonly HandoverStep[] => [
    { do: 'set-d3cold', address, to: false, was: true },
    { do: 'set-override', address, to: VFIO, was: null },
    { do: 'unbind', address, from: null, override: null },
  ]);
  const others = facts.functions.filter((fn) => slotOf(fn.address) !== slotOf(facts.address));
  const along = others.flatMap((fn): readonly HandoverStep[] => [
    ...(fn.driverOverride === VFIO ? [] : [override(fn, VFIO)]),
    ...(fn.driver === null ? [] : [unbind(fn)]),
  ]);
  return under('detach', [...repaired, ...along, ...reserveMain(facts)]);
}

/** Where it left the bus too, nobody knows which driver took it. */
function reserveMain(facts: GpuFacts): readonly HandoverStep[] {
  const main = mainFunction(facts);
  if (!main) return [];
  if (!losesAll(facts)) return [override(main, VFIO)];
  const { address } = main;
  return [
    { do: 'set-override', address, to: VFIO, was: null },
    { do: 'unbind', address, from: null, override: null },
  ];
}

/** Every companion that the repair brought back goes to vfio-pci too. */
export function bindAfterRepair(facts: GpuFacts): readonly PlannedStep[] {
  const probes = missingCompanions(facts).map((address): HandoverStep => ({ do: 'probe', address, want: VFIO }));
  return [...bind(facts), ...under('bind', probes)];
}

/** Asks vfio-pci to take every function. The kernel answers yes even when nothing bound: each is read back. */
export function bind(facts: GpuFacts): readonly PlannedStep[] {
  const load: readonly HandoverStep[] = isLoaded(facts.modules, VFIO) ? [] : [{ do: 'load-module', module: VFIO }];
  const probes = facts.functions
    .filter((fn) => fn.driver !== VFIO)
    .map((fn): HandoverStep => ({ do: 'probe', address: fn.address, want: VFIO }));
  return under('bind', [...load, ...probes]);
}

/** vfio makes the group's file as root's; the user that runs QEMU gets it. */
export function giveNode(facts: GpuFacts): readonly PlannedStep[] {
  const group = mainFunction(facts)?.iommuGroup;
  if (facts.vmUid === null || group == null) return [];
  return under('bind', [{ do: 'own-vfio-node', group, uid: facts.vmUid, was: 0 }]);
}

/** The reservation goes first, then the driver: otherwise vfio-pci could win the next probe. */
export function release(facts: GpuFacts): readonly PlannedStep[] {
  const steps = lettingGo(facts).flatMap((fn): readonly HandoverStep[] => [
    ...(fn.driverOverride !== null ? [override(fn, null)] : []),
    ...(fn.driver === VFIO ? [unbind(fn)] : []),
  ]);
  const group = mainFunction(facts)?.iommuGroup;
  const held = facts.functions.some((fn) => fn.driver === VFIO);
  const node: readonly HandoverStep[] =
    facts.vmUid !== null && group != null && held ? [{ do: 'own-vfio-node', group, uid: 0, was: facts.vmUid }] : [];
  return under('release', [...node, ...steps]);
}

/** What holds the card or its driver while it runs. Bumblebee lets go only when it is stopped. */
export function stopServices(facts: GpuFacts): readonly PlannedStep[] {
  const running = facts.services.filter(({ active }) => active);
  return under(
    'services',
    running.map(({ name }): HandoverStep => ({ do: 'set-service', service: name, to: 'stopped' })),
  );
}

/** Those that `stopServices` stops. */
export function restartServices(facts: GpuFacts): readonly PlannedStep[] {
  const stopped = stopServices(facts).map(({ step }) => step);
  return under(
    'services',
    stopped.map((step): HandoverStep => (step.do === 'set-service' ? { ...step, to: 'running' } : step)),
  );
}

/** Those that ran at home, once everything that they want is there again. */
export function startServices(facts: GpuFacts): readonly PlannedStep[] {
  const missing = (facts.home?.services ?? []).filter((name) => !isActive(facts.services, name));
  return under(
    'services',
    missing.map((service): HandoverStep => ({ do: 'set-service', service, to: 'running' })),
  );
}

/** Loads the host's driver, offers it every function, and lets power management be as it was at home. */
export function attach(facts: GpuFacts): readonly PlannedStep[] {
  const vendor = mainFunction(facts)?.vendorId ?? '';
  const loads = modulesToLoad(facts.home, vendor, facts.modules).map((module) => load(module));
  const probes = facts.functions
    .filter((fn) => fn.driver === null || fn.driver === VFIO || facts.power.state === 'off' || facts.repairDue)
    .map((fn): HandoverStep => ({ do: 'probe', address: fn.address, want: want(fn, facts) }));
  const console = facts.home?.console;
  const text: readonly HandoverStep[] = console ? [{ do: 'set-console', console, to: 'bound' }] : [];
  return under('attach', [...loads, ...probes, ...text, ...restorePower(facts)]);
}

/** What went along comes back to the host, also when the card itself goes off. */
export function attachOthers(facts: GpuFacts): readonly PlannedStep[] {
  const taken = facts.functions.filter((fn) => slotOf(fn.address) !== slotOf(facts.address) && fn.driver === VFIO);
  return under(
    'attach',
    taken.map((fn): HandoverStep => ({ do: 'probe', address: fn.address, want: want(fn, facts) })),
  );
}

const want = (fn: PciFunction, facts: GpuFacts): 'host' | 'host-or-none' =>
  fn.address === facts.address || facts.home?.drivers[fn.address] ? 'host' : 'host-or-none';

/** Power management as it was at home. */
export function restorePower(facts: GpuFacts): readonly HandoverStep[] {
  const { home } = facts;
  if (!home) return [];
  const all = [...facts.functions, ...(facts.port ? [facts.port] : [])];
  return all.flatMap(({ address }): readonly HandoverStep[] => [
    ...(home.d3coldAllowed[address] ? [{ do: 'set-d3cold', address, to: true, was: false } as const] : []),
    ...(home.powerControl[address] === 'auto'
      ? [{ do: 'set-power-control', address, to: 'auto', was: 'on' } as const]
      : []),
  ]);
}

/** Only when no function has a driver any more; bbswitch itself looks at function 0 alone. An open driver keeps its card. */
export function powerOff(facts: GpuFacts): readonly PlannedStep[] {
  if (keepsDriver(facts.power.backend)) return under('power-off', [switchPower(facts, 'off')]);
  const pins = pinAwake(facts).filter((step) => step.do !== 'wait-awake');
  return under('power-off', [...pins, switchPower(facts, 'off')]);
}

const unbindConsole = (console: string): HandoverStep => ({ do: 'set-console', console, to: 'unbound' });
const load = (module: string): HandoverStep => ({ do: 'load-module', module });
const unload = (module: string): HandoverStep => ({ do: 'unload-module', module });
const unbind = (fn: PciFunction): HandoverStep => ({
  do: 'unbind',
  address: fn.address,
  from: fn.driver,
  override: fn.driverOverride === VFIO && fn.driver !== VFIO ? null : fn.driverOverride,
});
const override = (fn: PciFunction, to: string | null): HandoverStep => ({
  do: 'set-override',
  address: fn.address,
  to,
  was: fn.driverOverride,
});
