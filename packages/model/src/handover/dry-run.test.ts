import { expect, test } from 'vitest';
import { dryRun } from './dry-run';
import { plan } from './plan';
import { laptopFacts } from './testing/laptop-facts';

test('shows every write with its path and value, under its heading', () => {
  const way = plan(laptopFacts({ gpu: 'nouveau' }), 'vfio');
  expect('steps' in way && dryRun(way.steps)).toEqual([
    {
      kind: 'detach',
      writes: [
        { path: '/sys/bus/pci/devices/0000:01:00.1/driver_override', value: 'vfio-pci' },
        { path: '/sys/bus/pci/devices/0000:01:00.1/driver/unbind', value: '0000:01:00.1' },
        { path: '/sys/bus/pci/devices/0000:01:00.0/driver_override', value: 'vfio-pci' },
        { path: '/sys/bus/pci/devices/0000:01:00.0/driver/unbind', value: '0000:01:00.0' },
      ],
      commands: [],
    },
    {
      kind: 'bind',
      writes: [
        { path: '/sys/bus/pci/drivers_probe', value: '0000:01:00.0' },
        { path: '/sys/bus/pci/drivers_probe', value: '0000:01:00.1' },
      ],
      commands: [['modprobe', 'vfio-pci']],
    },
  ]);
});
