import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pciAddress } from '@baton/model/pci/address';
import type { PowerMeans } from '@baton/model/power/backend';
import type { PowerEvidence } from '@baton/model/power/choose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acpiCallComplaint } from '../../src/adapters/linux/hardware/acpi-call';
import { parseSwitcheroo } from '../../src/adapters/linux/hardware/vga-switcheroo';
import type { PowerSwitch } from '../../src/ports/power-switch';
import { FixtureHost } from './fixture-host';

const GPU = pciAddress('0000:01:00.0');
const PORT = pciAddress('0000:00:01.0');
const SWITCHEROO = 'sys/kernel/debug/vgaswitcheroo/switch';
const RTD3 = `proc/driver/nvidia/gpus/${GPU}/power`;
const CALLS = { on: '\\_SB.PCI0.PEG0.PEGP._ON', off: '\\_SB.PCI0.PEG0.PEGP._OFF' };
const NOTHING: PowerEvidence = {
  bbswitch: false,
  switcheroo: false,
  acpiCall: false,
  portPmOff: false,
  portPowerResources: false,
  driverRuntimePm: null,
  reachedD3cold: false,
};

const means = (backend: PowerMeans['backend']): PowerMeans => ({ backend, calls: null });
const acpiCall: PowerMeans = { backend: 'acpi-call', calls: CALLS };

describe('the power of the GPU', () => {
  let host: FixtureHost;
  let power: PowerSwitch;

  beforeEach(() => {
    host = new FixtureHost();
    // What the real kernel logs is not this host's.
    host.program('dmesg', 'exit 0');
    power = host.hardware().power;
  });
  afterEach(() => host.remove());

  function card(driver: string | undefined, attributes: Readonly<Record<string, string>> = {}): void {
    host.function({ address: PORT, attributes: { vendor: '0x8086', device: '0x1901', class: '0x060400' } });
    const ids = { vendor: '0x10de', device: '0x1bb6', class: '0x030000' };
    host.function({ address: GPU, parent: PORT, driver, attributes: { ...ids, power_state: 'D0', ...attributes } });
  }

  const AWAKE = { 'power/runtime_status': 'active', 'power/control': 'auto' };
  const ASLEEP = { 'power/runtime_status': 'suspended', 'power/control': 'auto' };
  const rows: readonly {
    readonly of: string;
    readonly driver?: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly files?: Readonly<Record<string, string>>;
    readonly found: Partial<PowerEvidence>;
  }[] = [
    { of: 'a bare card', found: {} },
    { of: 'acpi_call', files: { 'proc/acpi/call': '' }, found: { acpiCall: true } },
    { of: 'port PM off', files: { 'proc/cmdline': 'quiet pcie_port_pm=off\n' }, found: { portPmOff: true } },
    { of: 'a token like it', files: { 'proc/cmdline': 'xpcie_port_pm=off pcie_port_pm=offline\n' }, found: {} },
    {
      of: 'power resources of the port',
      files: { [`sys/devices/pci0000:00/${PORT}/firmware_node/power_resources_D3hot/LNXPOWER:00`]: '' },
      found: { portPowerResources: true },
    },
    {
      of: 'a real power state of the port',
      files: { [`sys/devices/pci0000:00/${PORT}/firmware_node/real_power_state`]: 'D0' },
      found: { portPowerResources: true },
    },
    {
      of: 'power resources of the GPU alone',
      files: { [`sys/devices/pci0000:00/${PORT}/${GPU}/firmware_node/real_power_state`]: 'D0' },
      found: {},
    },
    {
      of: 'nvidia that lets it sleep',
      driver: 'nvidia',
      attributes: AWAKE,
      files: { [RTD3]: 'Runtime D3 status:          Enabled (fine-grained)\nVideo Memory:               Active\n' },
      found: { driverRuntimePm: true },
    },
    {
      of: 'nvidia that does not',
      driver: 'nvidia',
      attributes: AWAKE,
      files: { [RTD3]: 'Runtime D3 status:          Disabled by default\n' },
      found: { driverRuntimePm: false },
    },
    {
      of: 'nvidia that cannot',
      driver: 'nvidia',
      attributes: AWAKE,
      files: { [RTD3]: 'Runtime D3 status:          Not supported\n' },
      found: { driverRuntimePm: false },
    },
    {
      of: 'nvidia that says something else',
      driver: 'nvidia',
      attributes: AWAKE,
      files: { [RTD3]: 'Runtime D3 status:          ?\n' },
      found: {},
    },
    {
      of: 'nvidia on a sleeping card, which is not asked',
      driver: 'nvidia',
      attributes: { ...ASLEEP, power_state: 'D3cold' },
      files: { [RTD3]: 'Runtime D3 status:          Enabled (fine-grained)\n' },
      found: { reachedD3cold: true },
    },
    {
      of: 'a card that bbswitch cut off, which is called D3cold too',
      attributes: { power_state: 'D3cold' },
      files: { 'proc/acpi/bbswitch': '' },
      found: { bbswitch: true },
    },
    { of: 'nouveau', driver: 'nouveau', attributes: ASLEEP, found: { driverRuntimePm: true } },
    { of: 'amdgpu kept on', driver: 'amdgpu', attributes: { ...AWAKE, 'power/control': 'on' }, found: {} },
    {
      of: 'amdgpu without runtime PM',
      driver: 'amdgpu',
      attributes: { 'power/runtime_status': 'unsupported', 'power/control': 'auto' },
      found: {},
    },
    { of: 'vfio-pci', driver: 'vfio-pci', attributes: AWAKE, found: {} },
    { of: 'a switch', files: { [SWITCHEROO]: `0:DIS: :Pwr:${GPU}\n` }, found: { switcheroo: true } },
    { of: 'a switch that is off', files: { [SWITCHEROO]: `0:DIS: :Off:${GPU}\n` }, found: { switcheroo: true } },
    { of: "the driver's own switch", files: { [SWITCHEROO]: `0:DIS: :DynPwr:${GPU}\n` }, found: {} },
    { of: "another card's switch", files: { [SWITCHEROO]: '0:IGD: :Pwr:0000:00:02.0\n' }, found: {} },
    { of: 'a switch that would take the other GPU', files: { [SWITCHEROO]: `0:DIS:+:Pwr:${GPU}\n` }, found: {} },
  ];

  test.each(rows)('shows in its evidence: $of', async ({ driver, attributes, files = {}, found }) => {
    card(driver, attributes);
    for (const [file, text] of Object.entries(files)) host.write(file, text);
    expect(await power.evidence(GPU)).toEqual({ ...NOTHING, ...found });
  });

  test('is looked for without reading bbswitch, which would wake the card', async () => {
    card(undefined);
    mkdirSync(join(host.root, 'proc/acpi'), { recursive: true });
    // Whoever reads this waits for ever.
    execFileSync('mkfifo', [join(host.root, 'proc/acpi/bbswitch')]);
    expect(await power.evidence(GPU)).toEqual({ ...NOTHING, bbswitch: true });
  });

  test('has no evidence of its own while the card is off the bus', async () => {
    expect(await power.evidence(GPU)).toEqual(NOTHING);
  });

  test('is what bbswitch says, when it says it exactly', async () => {
    card(undefined);
    host.write('proc/acpi/bbswitch', '0000:01:00.0 ON\n');
    expect(await power.state(GPU, means('bbswitch'))).toBe('on');
    host.write('proc/acpi/bbswitch', '0000:01:00.0 OFF\n');
    expect(await power.state(GPU, means('bbswitch'))).toBe('off');
    host.write('proc/acpi/bbswitch', '\u0001\u0002 OFF\n');
    expect(await power.state(GPU, means('bbswitch'))).toBe('unknown');
    // A plain file keeps what was written: no state that bbswitch would ever tell.
    expect((await power.switchTo('off', GPU, means('bbswitch'))).state).toBe('unknown');
  });

  test('is what vga_switcheroo says, and is switched only while the line is the GPU’s own', async () => {
    card('nouveau');
    host.write(SWITCHEROO, `0:IGD:+:Pwr:0000:00:02.0\n1:DIS: :Off:${GPU}\n`);
    expect(await power.state(GPU, means('vga-switcheroo'))).toBe('off');
    await power.switchTo('on', GPU, means('vga-switcheroo'));
    expect(host.read(SWITCHEROO)).toMatch(/^ON\n/);
    for (const line of [`1:DIS: :DynPwr:${GPU}\n`, `1:DIS:+:Pwr:${GPU}\n`, '0:IGD:+:Pwr:0000:00:02.0\n']) {
      host.write(SWITCHEROO, line);
      const refused = power.switchTo('off', GPU, means('vga-switcheroo'));
      await expect(refused).rejects.toMatchObject({ name: 'WriteError' });
      expect(host.read(SWITCHEROO)).toBe(line);
    }
    expect(await power.state(GPU, means('vga-switcheroo'))).toBe('unknown');
  });

  test('is told by the first registers where acpi_call switches it', async () => {
    card(undefined);
    const config = `sys/bus/pci/devices/${GPU}/config`;
    expect(await power.state(GPU, acpiCall)).toBe('unknown');
    host.write(config, Buffer.from('de10b61b070010', 'hex'));
    expect(await power.state(GPU, acpiCall)).toBe('on');
    host.write(config, Buffer.alloc(64, 0xff));
    expect(await power.state(GPU, acpiCall)).toBe('off');
    host.write(config, '');
    expect(await power.state(GPU, acpiCall)).toBe('unknown');
  });

  test('is switched by the ACPI method that a person named, and its complaint is told', async () => {
    card(undefined);
    host.write('proc/acpi/call', '');
    // The module answers a reader with the result, and not with what was written.
    const answer = (text: string): void =>
      host.program('cat', `cp ${host.procRoot}/acpi/call ${host.root}/called; printf '${text}'`);
    answer('0x0\\n');
    expect(await power.switchTo('off', GPU, acpiCall)).toEqual({ state: 'unknown', words: '' });
    expect(host.read('called')).toBe(`${CALLS.off}\n`);
    host.write('proc/acpi/call', '');
    answer('Error: AE_NOT_FOUND');
    expect((await power.switchTo('on', GPU, acpiCall)).words).toBe('acpi_call failed: Error: AE_NOT_FOUND');
    expect(host.read('called')).toBe(`${CALLS.on}\n`);
  });

  test('is never switched by anything but an ACPI method', async () => {
    card(undefined);
    host.write('proc/acpi/call', 'as it was');
    for (const off of ['_OFF', '\\_SB.PCI0._OFF 0x1', '\\_SB.PCI0._OFF\n\\_SB._ON', '']) {
      const named: PowerMeans = { backend: 'acpi-call', calls: { on: CALLS.on, off } };
      await expect(power.switchTo('off', GPU, named)).rejects.toMatchObject({ name: 'WriteError' });
    }
    await expect(power.switchTo('off', GPU, means('acpi-call'))).rejects.toMatchObject({ name: 'WriteError' });
    expect(host.read('proc/acpi/call')).toBe('as it was');
  });

  test("carries the kernel's words since the switch, and no others", async () => {
    card(undefined);
    host.write('proc/acpi/bbswitch', '');
    const old = '[    1.5] bbswitch: version 0.8';
    const fresh = "[   99.1] bbswitch: device 0000:01:00.0 is in use by driver 'nvidia', refusing OFF";
    const log = `${old}\n[    2.0] usb 1-1: new device`;
    host.program('dmesg', `echo "${log}"; [ -s ${host.procRoot}/acpi/bbswitch ] && echo "${fresh}"; exit 0`);
    const { words } = await power.switchTo('off', GPU, means('bbswitch'));
    expect(words).toBe("bbswitch: device 0000:01:00.0 is in use by driver 'nvidia', refusing OFF");
  });

  test.each(['runtime-pm', 'none'] as const)('cannot be switched by %s', async (backend) => {
    card(undefined);
    expect(await power.state(GPU, means(backend))).toBe('unknown');
    await expect(power.switchTo('off', GPU, means(backend))).rejects.toMatchObject({ name: 'WriteError' });
  });
});

describe("vga_switcheroo's file", () => {
  const text = `0:IGD:+:Pwr:0000:00:02.0\n1:DIS: :DynOff:${GPU}\n2:DIS-Audio: :DynOff:0000:01:00.1\n`;
  test.each([
    ['0000:00:02.0', { active: true, dynamic: false, powered: true }],
    ['0000:01:00.0', { active: false, dynamic: true, powered: false }],
    ['0000:01:00.1', { active: false, dynamic: true, powered: false }],
    ['0000:02:00.0', null],
  ])('says of %s: %j', (address, client) => {
    expect(parseSwitcheroo(text, pciAddress(address))).toEqual(client);
  });
});

describe("acpi_call's answer", () => {
  test.each([
    ['0x0', ''],
    ['0x1F\n', ''],
    ['0x0\0', ''],
    ['Error: AE_NOT_FOUND', 'acpi_call failed: Error: AE_NOT_FOUND'],
    ['Error: 0x5', 'acpi_call failed: Error: 0x5'],
    ['not called', 'acpi_call failed: not called'],
    ['', 'acpi_call failed: no answer'],
  ])('%j is the complaint %j', (answer, complaint) => {
    expect(acpiCallComplaint(answer)).toBe(complaint);
  });
});
