import { describe, expect, test } from 'vitest';
import { isAcpiMethod, type PowerSetting } from './backend';
import { choosePower, type PowerEvidence } from './choose';

const NOTHING: PowerEvidence = {
  bbswitch: false,
  switcheroo: false,
  acpiCall: false,
  portPmOff: false,
  portPowerResources: false,
  driverRuntimePm: null,
  reachedD3cold: false,
};
const AUTOMATIC: PowerSetting = { backend: 'automatic' };

function chosen(more: Partial<PowerEvidence>, setting: PowerSetting = AUTOMATIC): string {
  const { backend, because } = choosePower({ ...NOTHING, ...more }, setting);
  return `${backend}, ${because}`;
}

describe('left to itself', () => {
  test.each<[string, Partial<PowerEvidence>, string]>([
    ['nothing is offered', {}, 'none, nothing-found'],
    ['the firmware lets the kernel cut the power', { portPowerResources: true }, 'runtime-pm, sleeps-by-itself'],
    ['the driver says that it supports it', { driverRuntimePm: true }, 'runtime-pm, sleeps-by-itself'],
    ['the card was seen in D3cold', { reachedD3cold: true, bbswitch: true }, 'runtime-pm, sleeps-by-itself'],
    ['bbswitch is loaded on an old laptop', { bbswitch: true }, 'bbswitch, bbswitch-loaded'],
    [
      'bbswitch is loaded and ports stay awake',
      { bbswitch: true, portPowerResources: true, portPmOff: true },
      'bbswitch, bbswitch-loaded',
    ],
    [
      'bbswitch is loaded where the kernel manages the port',
      { bbswitch: true, portPowerResources: true },
      'runtime-pm, sleeps-by-itself',
    ],
    ['ports stay awake and nothing else', { portPowerResources: true, portPmOff: true }, 'none, nothing-found'],
    ['only what nobody may take unasked', { switcheroo: true, acpiCall: true }, 'none, nothing-found'],
  ])('when %s', (_, evidence, expected) => {
    expect(chosen(evidence)).toBe(expected);
  });
});

describe('a choice', () => {
  test('is taken when it is there, and told when it is not', () => {
    expect(chosen({ bbswitch: true, portPowerResources: true }, { backend: 'bbswitch' })).toBe('bbswitch, chosen');
    expect(chosen({ portPowerResources: true }, { backend: 'none' })).toBe('none, chosen');
    expect(chosen({}, { backend: 'bbswitch' })).toBe('none, chosen-missing');
  });

  test('of two power managers at once is warned of, and so is acpi_call', () => {
    const both = { ...NOTHING, bbswitch: true, portPowerResources: true };
    expect(choosePower(both, { backend: 'bbswitch' }).warning).toBe('bbswitch-beside-runtime-pm');
    expect(choosePower({ ...both, portPmOff: true }, { backend: 'bbswitch' }).warning).toBeNull();
    const calls = { on: '\\_SB.PCI0.PEG0.PEGP._ON', off: '\\_SB.PCI0.PEG0.PEGP._OFF' };
    expect(choosePower({ ...NOTHING, acpiCall: true }, { backend: 'acpi-call', calls }).warning).toBe(
      'acpi-call-unchecked',
    );
  });
});

test('an ACPI method is a whole path in capitals, and nothing that a file could take for something else', () => {
  expect(isAcpiMethod('\\_SB.PCI0.PEG0.PEGP._OFF')).toBe(true);
  for (const wrong of ['', '_SB.PCI0', '\\_SB.PCI0 0x1', '\\_SB..X', '\\TOOLONG', '\\_SB.pci0', '\\_SB\n', '\\_SB;']) {
    expect(isAcpiMethod(wrong), wrong).toBe(false);
  }
});
