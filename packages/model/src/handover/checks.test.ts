import { expect, test } from 'vitest';
import { pciAddress } from '../pci/address';
import { problem } from '../problem';
import { refusals } from './checks';
import type { GpuFacts } from './facts';
import type { HandoverTarget } from './gpu-state';
import { GPU, laptopFacts, pciFunction, power } from './testing/laptop-facts';

const OFF = { power: power({ state: 'off' }) };
const BARE = { gpu: null, audio: null };
const ON_VFIO = { gpu: 'vfio-pci', audio: 'vfio-pci' };
const NVME = pciFunction({ address: pciAddress('0000:04:00.0'), classCode: 0x010802, driver: 'nvme', name: 'NVMe' });
const PROCESS = {
  pid: 9,
  user: 'anna',
  command: 'blender',
  opens: ['/dev/nvidia0'],
  since: null,
  startTicks: 1,
  service: null,
};

function shared(driver: string | null): GpuFacts {
  const facts = laptopFacts();
  return { ...facts, group: [...facts.group, { ...NVME, driver }] };
}

function withoutIommu(): GpuFacts {
  const facts = laptopFacts();
  return { ...facts, group: [], functions: facts.functions.map((fn) => ({ ...fn, iommuGroup: null })) };
}

function bootDisplay(): GpuFacts {
  const facts = laptopFacts();
  return { ...facts, functions: facts.functions.map((fn) => ({ ...fn, bootVga: fn.address === GPU })) };
}

type Row = [string, GpuFacts, HandoverTarget['kind'], readonly string[]];

test.each<Row>([
  ['an idle GPU of the host', laptopFacts(), 'vfio', []],
  ['an idle GPU of the host', laptopFacts(), 'off', []],
  ['an idle GPU of the host', laptopFacts(), 'host', []],
  ['a GPU that is off', laptopFacts(BARE, OFF), 'vfio', []],
  [
    'a GPU that is off without a switch',
    laptopFacts(BARE, { power: power({ backend: 'none', state: 'off' }) }),
    'vfio',
    ['gpu.off-cannot-bind'],
  ],
  ['no IOMMU', withoutIommu(), 'vfio', ['iommu.off']],
  ['no IOMMU', withoutIommu(), 'off', []],
  ['an SSD of the host in the group', shared('nvme'), 'vfio', ['iommu.group-shared']],
  ['a driverless SSD in the group', shared(null), 'vfio', []],
  ['an SSD on vfio-pci in the group', shared('vfio-pci'), 'vfio', []],
  ['the boot display', bootDisplay(), 'vfio', ['gpu.drives-display']],
  ['the boot display', bootDisplay(), 'off', ['gpu.drives-display']],
  ['the boot display', bootDisplay(), 'host', []],
  ['the only display', laptopFacts({}, { otherDisplays: [] }), 'vfio', ['gpu.drives-display']],
  ['a process that has it open', laptopFacts({}, { processes: [PROCESS] }), 'vfio', ['gpu.busy']],
  ['a process that has it open', laptopFacts({}, { processes: [PROCESS] }), 'off', ['gpu.busy']],
  ['a half handed over GPU', laptopFacts({ gpu: 'vfio-pci' }), 'vfio', ['gpu.partial']],
  ['a half handed over GPU', laptopFacts({ gpu: 'vfio-pci' }), 'host', []],
  ['a machine', laptopFacts(ON_VFIO, { groupOpen: { pid: 1 } }), 'host', ['gpu.in-guest']],
  ['a hand-over under way', laptopFacts({}, { moving: 'op' }), 'vfio', ['gpu.moving']],
  ['a GPU that is gone', { ...laptopFacts(), functions: [] }, 'host', ['gpu.missing']],
  [
    'no power switch',
    laptopFacts({}, { power: power({ backend: 'none', state: 'unknown' }) }),
    'off',
    ['gpu.no-power-switch'],
  ],
  [
    'a stuck kernel',
    laptopFacts({}, { wedged: problem('gpu.wedged', { address: GPU, doing: 'x', sinceMs: 0 }), processes: [PROCESS] }),
    'vfio',
    ['gpu.wedged'],
  ],
])('%s', (_, facts, target, codes) => {
  expect(refusals(facts, target).map((each) => each.code)).toEqual(codes);
});

test('all that is in the way is told at once', () => {
  const facts = { ...shared('nvme'), processes: [PROCESS] };
  expect(refusals(facts, 'vfio').map((each) => each.code)).toEqual(['iommu.group-shared', 'gpu.busy']);
});

test('the lit connector is named', () => {
  const facts = laptopFacts({}, { connectors: [{ name: 'HDMI-A-1', connected: true, enabled: true }] });
  expect(refusals(facts, 'vfio')).toEqual([
    problem('gpu.drives-display', { address: GPU, because: 'connector', connector: 'HDMI-A-1' }),
  ]);
});
