import { describe, expect, it } from 'vitest';
import { qemuArgv } from '../compile';
import { QEMU_7_2 } from '../testing/capabilities';
import { FACTS, optionOf, profileWith } from '../testing/compiling';

const cpu = (change: Readonly<Record<string, unknown>>, facts = {}) =>
  optionOf(qemuArgv(profileWith({ cpu: change }), null, { ...FACTS, ...facts }), '-cpu');
const kvm = { accelerator: 'kvm' };

describe('the processor', () => {
  it('is the host’s with KVM, the most that TCG can without, and a named one as it is', () => {
    expect(cpu({}, kvm)).toBe('host,migratable=off');
    expect(cpu({})).toBe('max');
    expect(cpu({ model: 'EPYC-v4', features: ['+invtsc', '-svm'] }, kvm)).toBe('EPYC-v4,invtsc=on,svm=off');
  });

  it('hides its hypervisor, and says another name', () => {
    expect(cpu({ hideHypervisor: true, vendorId: '1234567890ab' }, kvm)).toBe(
      'host,migratable=off,kvm=off,hv-vendor-id=1234567890ab',
    );
  });

  it('tells siblings on AMD, where a guest needs a bit for that and KVM has it', () => {
    const amd = { ...kvm, cpuVendor: 'amd' };
    expect(cpu({ cores: 2, threads: 2 }, amd)).toContain('topoext=on');
    expect(cpu({ cores: 4 }, amd)).not.toContain('topoext');
    expect(cpu({ cores: 2, threads: 2 }, kvm)).not.toContain('topoext');
    expect(cpu({ cores: 2, threads: 2 }, { cpuVendor: 'amd' })).not.toContain('topoext');
  });

  it('says every level of its topology', () => {
    const argv = qemuArgv(profileWith({ cpu: { sockets: 2, cores: 3, threads: 2 } }), null, FACTS);
    expect(optionOf(argv, '-smp')).toBe('12,sockets=2,dies=1,cores=3,threads=2,maxcpus=12');
  });
});

describe('hints in Hyper-V’s language', () => {
  const hints = (hyperv: object, facts = {}) =>
    cpu({ hyperv }, facts)
      ?.split(',')
      .filter((option) => option.startsWith('hv-'));

  it('are the whole set for Windows with KVM', () => {
    expect(hints({ preset: 'windows' }, kvm)).toEqual([
      'hv-relaxed=on',
      'hv-vapic=on',
      'hv-spinlocks=0x1fff',
      'hv-vpindex=on',
      'hv-runtime=on',
      'hv-time=on',
      'hv-synic=on',
      'hv-stimer=on',
      'hv-stimer-direct=on',
      'hv-frequencies=on',
      'hv-tlbflush=on',
      'hv-ipi=on',
      'hv-xmm-input=on',
    ]);
  });

  it('leave out without KVM what QEMU would stop at, with everything that builds on it', () => {
    expect(hints({ preset: 'windows' })).toEqual([
      'hv-relaxed=on',
      'hv-vapic=on',
      'hv-spinlocks=0x1fff',
      'hv-runtime=on',
      'hv-time=on',
      'hv-frequencies=on',
      'hv-xmm-input=on',
    ]);
  });

  it('leave out what this QEMU does not know, with everything that builds on it', () => {
    const can = { ...QEMU_7_2, cpuFlags: QEMU_7_2.cpuFlags.filter((flag) => flag !== 'hv-synic') };
    const left = hints({ preset: 'windows' }, { ...kvm, can });
    expect(left).toContain('hv-vpindex=on');
    expect(left?.filter((flag) => /synic|stimer/.test(flag))).toEqual([]);
  });

  it('are those that somebody picked, as far as they find what they need', () => {
    const flags = ['hv-stimer', 'hv-relaxed', 'hv-evmcs', 'hv-vapic'];
    expect(hints({ preset: 'custom', flags }, kvm)).toEqual(['hv-relaxed=on', 'hv-vapic=on', 'hv-evmcs=on']);
    expect(hints({ preset: 'custom', flags }, { ...kvm, cpuVendor: 'amd' })).toEqual(['hv-relaxed=on', 'hv-vapic=on']);
    expect(hints({ preset: 'off' }, kvm)).toEqual([]);
  });
});
