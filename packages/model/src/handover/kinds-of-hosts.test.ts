import { describe, expect, test } from 'vitest';
import { pciAddress } from '../pci/address';
import { goingAlong, iommuGroups } from '../pci/group';
import type { GpuFacts, Home } from './facts';
import { handoverFindings } from './findings';
import type { HandoverTarget } from './gpu-state';
import { homeOf } from './home';
import { observe } from './observe';
import { plan } from './plan';
import { stepDetail } from './step';
import { AUDIO, GPU, laptopFacts, PORT, pciFunction, power } from './testing/laptop-facts';

const BARE = { gpu: null, audio: null };
const ON_VFIO = { gpu: 'vfio-pci', audio: 'vfio-pci' };
const running = (...names: GpuFacts['services'][number]['name'][]) => names.map((name) => ({ name, active: true }));

function lines(facts: GpuFacts, target: HandoverTarget['kind']): readonly string[] {
  const way = plan(facts, target);
  if ('problem' in way) throw new Error(way.problem.code);
  return way.steps.map(({ step }) => stepDetail(step));
}

describe('services that hold the GPU', () => {
  const facts = laptopFacts({}, { services: running('nvidia-persistenced', 'nvidia-powerd') });
  const daemon = {
    ...{ pid: 8, user: 'root', command: 'nvidia-persistenced', opens: ['/dev/nvidia0'], since: null, startTicks: 1 },
    service: 'nvidia-persistenced' as const,
  };

  test('are stopped first, and are nobody’s reason to refuse', () => {
    const busy = { ...facts, processes: [daemon] };
    expect(observe(busy).kind).toBe('host-idle');
    expect(lines(busy, 'vfio').slice(0, 2)).toEqual(['nvidia-persistenced stopped', 'nvidia-powerd stopped']);
  });

  test('run again last, those that ran at home and no others', () => {
    const home: Home = { ...homeOf(facts), services: ['nvidia-persistenced'] };
    const away = laptopFacts(ON_VFIO, { home, away: true, services: [{ name: 'nvidia-powerd', active: true }] });
    expect(lines(away, 'host').at(-1)).toBe('nvidia-persistenced started');
    expect(lines(away, 'host')).not.toContain('nvidia-powerd started');
  });
});

describe('a laptop with Bumblebee', () => {
  const off = laptopFacts(BARE, { power: power({ state: 'off' }), services: running('bumblebeed'), modules: [] });

  test('is at home when the card is off', () => {
    expect(homeOf(off)).toMatchObject({ off: true, services: ['bumblebeed'] });
    expect(lines(off, 'host')).toEqual([]);
    expect(lines(off, 'off')).toEqual([]);
  });

  test('stops the daemon before the card goes on, and after the machine the card is off and the daemon runs', () => {
    expect(lines(off, 'vfio')[0]).toBe('bumblebeed stopped');
    expect(lines(off, 'vfio')).toContain(`${GPU} power on`);
    const lent = laptopFacts(ON_VFIO, { home: homeOf(off), away: true, services: [], modules: [] });
    expect(lines(lent, 'host').slice(-2)).toEqual([`${GPU} power off`, 'bumblebeed started']);
    expect(lines(lent, 'off')).toEqual(lines(lent, 'host'));
  });
});

describe('vga_switcheroo', () => {
  const nouveau = laptopFacts({ gpu: 'nouveau' }, { power: power({ backend: 'vga-switcheroo' }), modules: [] });
  const off: GpuFacts = { ...nouveau, power: power({ backend: 'vga-switcheroo', state: 'off' }) };

  test('switches a card that keeps its driver', () => {
    expect(observe(off).kind).toBe('powered-off');
    expect(lines(nouveau, 'off')).toEqual([`${GPU} power off`]);
    expect(lines({ ...off, home: homeOf(nouveau), away: true }, 'host')[0]).toBe(`${GPU} power on`);
  });

  test('brings the card up before its driver is taken away, without a repair', () => {
    const way = lines(off, 'vfio');
    expect(way[0]).toBe(`${GPU} power on`);
    expect(way).toContain(`${GPU} nouveau -> (none)`);
    expect(way.join()).not.toContain('removed');
  });
});

test('after acpi_call the whole card is taken off the bus and found again, and both functions are reserved anew', () => {
  const calls = { on: '\\_SB.PCI0.PEG0.PEGP._ON', off: '\\_SB.PCI0.PEG0.PEGP._OFF' };
  const off = laptopFacts(BARE, { power: power({ backend: 'acpi-call', calls, state: 'off' }), modules: [] });
  const way = lines(off, 'vfio');
  expect(way).toEqual(
    expect.arrayContaining([`${AUDIO} removed from the bus`, `${GPU} removed from the bus`, `${PORT} rescanned`]),
  );
  expect(way.indexOf(`${PORT} rescanned`)).toBeLessThan(way.indexOf(`${GPU} reserved for vfio-pci`));
  expect(handoverFindings(off, 'vfio').map(({ code }) => code)).toEqual([]);
  const warned = { ...off, power: { ...off.power, warning: 'acpi-call-unchecked' as const } };
  expect(handoverFindings(warned, 'vfio').map(({ code }) => code)).toEqual(['gpu.acpi-call']);
});

describe('sound of the host in the GPU’s group', () => {
  const sound = pciFunction({
    address: pciAddress('0000:00:1f.3'),
    classCode: 0x040300,
    driver: 'snd_hda_intel',
    name: 'Intel HDA',
  });
  const plain = laptopFacts();
  const group = [...plain.group, sound];
  const facts: GpuFacts = { ...plain, group, functions: [...plain.functions, sound] };

  test('goes along, and people are told', () => {
    expect(goingAlong(group, GPU, () => false)).toEqual([sound]);
    expect(iommuGroups(group, GPU)[0]?.verdict).toBe('with-others');
    expect(lines(facts, 'vfio')).toContain(`${sound.address} (none) -> vfio-pci`);
    expect(handoverFindings(facts, 'vfio')).toMatchObject([
      { code: 'gpu.takes-along', facts: { names: ['Intel HDA'] } },
    ]);
  });

  test('stays with the host when the card goes off, and comes back when it had gone along', () => {
    expect(lines(facts, 'off').join()).not.toContain(sound.address);
    const home = homeOf(facts);
    const lent = laptopFacts(ON_VFIO, { home, away: true });
    const along = { ...sound, driver: 'vfio-pci', driverOverride: 'vfio-pci' };
    const way = lines({ ...lent, functions: [...lent.functions, along] }, 'off');
    expect(way).toContain(`${sound.address} vfio-pci -> (none)`);
    expect(way).toContain(`${sound.address} (none) -> host driver`);
  });

  test('is found again on vfio-pci only when it was taken there', () => {
    const taken = [...plain.group, { ...sound, driver: 'vfio-pci' }];
    expect(goingAlong(taken, GPU, () => false)).toEqual([]);
    expect(goingAlong(taken, GPU, (address) => address === sound.address)).toHaveLength(1);
  });
});

test('the text console leaves before the driver and comes back after it', () => {
  const console = { id: 'vtcon1', name: '(M) frame buffer device', bound: true };
  const facts = laptopFacts({}, { console });
  const way = lines(facts, 'vfio');
  expect(way.indexOf('text console vtcon1 off the GPU')).toBeLessThan(way.indexOf('module nvidia unloaded'));
  const away = laptopFacts(ON_VFIO, { home: homeOf(facts), away: true });
  expect(lines(away, 'host')).toContain('text console vtcon1 back on the GPU');
});

test('the group’s file is given to the user that runs QEMU, last on the way out and taken back first', () => {
  expect(lines(laptopFacts({}, { vmUid: 64 }), 'vfio').at(-1)).toBe('/dev/vfio/1 given to user 64');
  expect(lines(laptopFacts(ON_VFIO, { vmUid: 64 }), 'host')[0]).toBe('/dev/vfio/1 given to user 0');
});
