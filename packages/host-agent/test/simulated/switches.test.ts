import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACPI_METHODS } from '../../src/adapters/simulated/laptop/switching';
import { AUDIO, BBSWITCH, Desk, driverOf, GPU, PORT, SWITCHEROO, toVfio } from './kit';

const ACPI = { backend: 'acpi-call', calls: ACPI_METHODS } as const;
const HOLDER = { pid: 9, user: 'anna', command: 'blender', opens: ['/dev/dri/card1'] };

describe("the simulated laptop's power switches", () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => desk.remove());

  test('offer what the scenario has', async () => {
    expect(await desk.laptop().power.evidence(GPU)).toEqual({
      bbswitch: true,
      switcheroo: false,
      acpiCall: false,
      portPmOff: false,
      portPowerResources: false,
      driverRuntimePm: false,
      reachedD3cold: false,
    });
    expect(await desk.laptop('nouveau').power.evidence(GPU)).toMatchObject({
      bbswitch: false,
      switcheroo: true,
      acpiCall: true,
      driverRuntimePm: null,
    });
  });

  test('a switch that is not there refuses the write and knows no state', async () => {
    const made = desk.laptop('nouveau');
    await expect(made.power.switchTo('off', GPU, BBSWITCH)).rejects.toMatchObject({
      words: 'No such file or directory',
    });
    expect(await made.power.state(GPU, BBSWITCH)).toBe('unknown');
    expect(await made.power.state(GPU, { backend: 'runtime-pm', calls: null })).toBe('unknown');
  });

  test('vga_switcheroo switches under the open driver, which brings everything back', async () => {
    const made = desk.laptop('nouveau');
    expect(await made.power.switchTo('off', GPU, SWITCHEROO)).toMatchObject({ state: 'off' });
    expect(await made.bus.functionAt(GPU)).toMatchObject({ driver: 'nouveau', powerState: 'D3hot' });
    expect(made.gpuReadings()).toEqual({ source: 'none', reason: 'off' });
    expect((await made.power.switchTo('on', GPU, SWITCHEROO)).state).toBe('on');
    expect(made.state.functions.some((fn) => fn.registersLost)).toBe(false);
  });

  test('vga_switcheroo refuses OFF while the card is open', async () => {
    const made = desk.laptop('nouveau');
    made.openGpu(HOLDER);
    const { state, words } = await made.power.switchTo('off', GPU, SWITCHEROO);
    expect(state).toBe('on');
    expect(words).toBe('vga_switcheroo: client 1 refused switch');
  });

  test('vga_switcheroo is gone with its driver', async () => {
    const made = desk.laptop('nouveau');
    await made.bus.unbind(GPU);
    expect((await made.power.evidence(GPU)).switcheroo).toBe(false);
    expect(await made.power.state(GPU, SWITCHEROO)).toBe('unknown');
    await expect(made.power.switchTo('off', GPU, SWITCHEROO)).rejects.toMatchObject({ name: 'WriteError' });
  });

  test('acpi_call restores no registers: the card is dead until it is found again', async () => {
    const made = desk.laptop('nouveau');
    for (const address of [AUDIO, GPU]) await made.bus.unbind(address);
    expect((await made.power.switchTo('off', GPU, ACPI)).state).toBe('off');
    expect((await made.power.switchTo('on', GPU, ACPI)).state).toBe('on');
    await made.bus.probe(GPU);
    expect(await driverOf(made)).toBeNull();
    expect(made.state.kernelLog.at(-1)).toBe(`nouveau ${GPU}: unknown chipset (ffffffff)`);
    for (const address of [AUDIO, GPU]) await made.bus.remove(address);
    await made.bus.rescan(PORT);
    expect(await driverOf(made)).toBe('nouveau');
    expect(await driverOf(made, AUDIO)).toBe('snd_hda_intel');
  });

  test('acpi_call says that the firmware has no such method, and changes nothing', async () => {
    const made = desk.laptop('nouveau');
    const calls = { on: '\\_SB.ON', off: '\\_SB.OFF' };
    const { state, words } = await made.power.switchTo('off', GPU, { backend: 'acpi-call', calls });
    expect(state).toBe('on');
    expect(words).toContain('AE_NOT_FOUND');
  });

  test('nouveau only unbinds: it lets go of a card that is open, but its module is in use while the text console is on it', async () => {
    const made = desk.laptop('nouveau');
    await expect(made.modules.unload('nouveau')).rejects.toMatchObject({ name: 'ModuleInUseError' });
    made.openGpu(HOLDER);
    await made.displays.setConsole('vtcon1', 'unbound');
    await expect(made.modules.unload('nouveau')).rejects.toMatchObject({ name: 'ModuleInUseError' });
    await made.bus.unbind(GPU);
    expect(await made.holders.processes([GPU])).toEqual([]);
    await made.modules.unload('nouveau');
  });

  test('the text console goes with the framebuffer and takes the new one', async () => {
    const made = desk.laptop('nouveau');
    const seen = { id: 'vtcon1', name: '(M) frame buffer device' };
    expect(await made.displays.console(GPU)).toEqual({ ...seen, bound: true });
    await made.displays.setConsole('vtcon1', 'unbound');
    expect(await made.displays.console(GPU)).toEqual({ ...seen, bound: false });
    await toVfio(made);
    expect(await made.displays.console(GPU)).toBeNull();
    await expect(made.displays.setConsole('vtcon1', 'bound')).rejects.toMatchObject({ words: 'No such device' });
    await made.bus.setDriverOverride(GPU, null);
    await made.bus.unbind(GPU);
    await made.bus.probe(GPU);
    expect(await made.displays.console(GPU)).toEqual({ ...seen, bound: true });
    made.faults.failOn('console');
    await expect(made.displays.setConsole('vtcon1', 'unbound')).rejects.toMatchObject({ name: 'WriteError' });
    expect(await desk.laptop().displays.console(GPU)).toBeNull();
  });
});
