import type { Hyperv } from '@baton/model/profile/cpu';
import { choices, type FieldTable, without } from './field-words';

export const CPU_FIELDS = {
  'cpu.sockets': { label: 'Sockets', hint: 'One, unless the guest’s licence counts them.', find: '-smp topology' },
  'cpu.cores': { label: 'Cores', hint: 'Of each socket.', find: '-smp vcpu vcpus processors topology cpus' },
  'cpu.threads': {
    label: 'Threads per core',
    hint: 'As many as the host’s cores have, when they are pinned.',
    find: '-smp smt hyper-threading topology',
  },
  'cpu.model': {
    label: 'Model',
    hint: 'host passes this laptop’s own processor through.',
    find: '-cpu host max qemu64 type',
  },
  'cpu.hyperv': {
    label: 'Hyper-V hints',
    hint: 'What makes Windows run well in a machine.',
    find: 'enlightenments hv_relaxed hv_vapic hv_time hv-spinlocks hyperv preset',
    choices: choices<Hyperv['preset']>({
      off: ['Off', 'For Linux and old systems.'],
      minimal: ['Minimal', 'Relaxed timers, APIC and clock: what the oldest Windows knows.'],
      linux: ['Linux', 'The few that Linux makes use of.'],
      windows: ['Windows', 'All that this QEMU and KVM accept.'],
      custom: ['By hand', 'You choose each of them.'],
    }),
  },
  'cpu.hideHypervisor': {
    label: 'Hide the hypervisor',
    hint: 'NVIDIA drivers before 465 refuse a card inside a machine that says it is one.',
    find: 'kvm=off kvm off code 43 code43 hidden',
  },
  'cpu.vendorId': {
    label: 'Hyper-V vendor',
    hint: 'Up to 12 letters or digits instead of “Microsoft Hv”. Empty keeps it.',
    find: 'hv_vendor_id hv-vendor-id vendor id code 43',
  },
  'cpu.features': {
    label: 'Features',
    hint: '+name adds, -name takes away, with spaces between.',
    find: 'flags topoext invtsc vmx svm nested cpu features',
  },
  'cpu.pinning': {
    label: 'Pinning',
    hint: 'Which of the host’s CPUs each vCPU runs on.',
    find: 'affinity vcpupin taskset cores pin',
    choices: [without('Off')],
  },
  'cpu.pinning.emulator': {
    label: 'CPUs for QEMU’s own threads',
    hint: 'Such as 0,4 or 0-1. Empty: anywhere.',
    find: 'emulatorpin emulator threads',
  },
  'cpu.pinning.iothreads': {
    label: 'CPUs for disk threads',
    hint: 'Such as 0,4 or 0-1. Empty: anywhere.',
    find: 'iothreadpin iothread threads',
  },
  'cpu.isolate': {
    label: 'Keep the host off the pinned CPUs',
    hint: 'While the machine is up, the host’s own services run on the others. Undone when it stops.',
    find: 'isolation isolcpus cpuset allowedcpus',
  },
} satisfies FieldTable;
