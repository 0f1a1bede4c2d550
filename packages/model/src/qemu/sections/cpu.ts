import type { CpuSection } from '../../profile/cpu';
import { vcpuCount } from '../../profile/vcpus';
import { argument, type Compiling, type Section } from '../emit';
import { hypervFlags } from '../hyperv';

export const cpu: Section = (compiling) => {
  const { cpu: wanted } = compiling.profile;
  const hyperv = hypervOptions(compiling);
  const options = [
    ...model(compiling),
    ...(wanted.hideHypervisor ? ['kvm=off'] : []),
    ...(needsTopologyBit(compiling) ? ['topoext=on'] : []),
    ...hyperv,
    ...wanted.features.map((feature) => `${feature.slice(1)}=${feature.startsWith('+') ? 'on' : 'off'}`),
  ];
  const why = hyperv.length > 0 ? 'hyperv' : 'cpu';
  return [
    argument({ why, field: 'cpu.model' }, '-cpu', options.join(',')),
    argument({ why: 'topology', field: 'cpu.cores' }, '-smp', topology(wanted)),
  ];
};

/** `host` needs KVM; `max` is the most that TCG can do. A machine with a lent GPU never moves, so it may have what does not. */
function model({ profile, facts }: Compiling): string[] {
  if (profile.cpu.model !== 'host') return [profile.cpu.model];
  return facts.accelerator === 'kvm' ? ['host', 'migratable=off'] : ['max'];
}

/** AMD tells siblings only with this bit; TCG does not know it. */
function needsTopologyBit({ profile, facts }: Compiling): boolean {
  const { model: wanted, threads } = profile.cpu;
  return facts.cpuVendor === 'amd' && facts.accelerator === 'kvm' && wanted === 'host' && threads > 1;
}

function hypervOptions({ profile, facts }: Compiling): string[] {
  const flags = hypervFlags(profile.cpu.hyperv, facts);
  return [
    ...flags.map((flag) => (flag === 'hv-spinlocks' ? 'hv-spinlocks=0x1fff' : `${flag}=on`)),
    ...(profile.cpu.vendorId === null ? [] : [`hv-vendor-id=${profile.cpu.vendorId}`]),
  ];
}

/** Every level said: what is left out, QEMU fills differently from version to version. */
function topology({ sockets, cores, threads }: CpuSection): string {
  const count = vcpuCount({ sockets, cores, threads });
  return `${count},sockets=${sockets},dies=1,cores=${cores},threads=${threads},maxcpus=${count}`;
}
