import { keepsDriver } from '../power/backend';
import { type GpuFacts, mainFunction, VFIO } from './facts';

/** What was seen, fact by fact, in the kernel's words: why the state has its name. For the details pane. */
export function stateEvidence(facts: GpuFacts): readonly string[] {
  const functions = facts.functions.map(
    (fn) =>
      `${fn.address} driver ${fn.driver ?? '(none)'}, ${fn.runtimeStatus}, ${fn.powerState}` +
      `${fn.driverOverride ? `, reserved for ${fn.driverOverride}` : ''}${fn.bootVga ? ', boot display' : ''}`,
  );
  const onVfio = facts.functions.some((fn) => fn.driver === VFIO);
  const { backend, state } = facts.power;
  // Nobody asks bbswitch about a card that has a driver.
  const asked = state !== 'unknown' && (mainFunction(facts)?.driver === null || keepsDriver(backend));
  return [
    ...(functions.length > 0 ? functions : [`${facts.address} is not in /sys/bus/pci/devices`]),
    ...(facts.port ? [`${facts.port.address} (the port) ${facts.port.runtimeStatus}, ${facts.port.powerState}`] : []),
    ...(asked ? [`${backend} says ${state}`] : []),
    ...(onVfio ? [groupLine(facts)] : []),
    ...(facts.processes.length > 0 ? [`open in ${facts.processes.map(({ pid }) => `pid ${pid}`).join(', ')}`] : []),
    ...facts.connectors.filter(({ connected }) => connected).map(({ name }) => `${name} connected`),
    ...(facts.otherDisplays.length === 0 ? ['no other display device'] : []),
    ...facts.services.filter(({ active }) => active).map(({ name }) => `${name} is running`),
    ...(facts.away ? ['it has not come home as it was since this boot'] : []),
    ...(facts.repairDue ? ['companions lost their registers when the power was switched'] : []),
    ...(facts.moving ? ['a hand-over is under way'] : []),
    ...(facts.wedged ? ['a write never came back since this boot'] : []),
  ];
}

function groupLine({ groupOpen, functions }: GpuFacts): string {
  const group = functions.find((fn) => fn.iommuGroup !== null)?.iommuGroup;
  if (!groupOpen) return `/dev/vfio/${group} is closed`;
  return `/dev/vfio/${group} is open${groupOpen.pid === null ? '' : ` in pid ${groupOpen.pid}`}`;
}
