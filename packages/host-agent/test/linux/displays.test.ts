import { pciAddress } from '@baton/model/pci/address';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Displays } from '../../src/ports/displays';
import { FixtureHost } from './fixture-host';

const GPU = pciAddress('0000:01:00.0');
const IGPU = '0000:00:02.0';

describe('the text console', () => {
  let host: FixtureHost;
  let displays: Displays;

  beforeEach(() => {
    host = new FixtureHost();
    const vtcons = { vtcon0: ['(S) dummy device', '0'], vtcon1: ['(M) frame buffer device', '1'] };
    for (const [id, [name, bind]] of Object.entries(vtcons)) {
      host.write(`sys/class/vtconsole/${id}/name`, `${name}\n`);
      host.write(`sys/class/vtconsole/${id}/bind`, `${bind}\n`);
    }
    host.write('sys/class/graphics/fbcon/rotate', '0\n');
    displays = host.hardware().displays;
  });
  afterEach(() => host.remove());

  function framebuffers(...owners: readonly string[]): void {
    for (const [number, owner] of owners.entries()) {
      host.link(`sys/class/graphics/fb${number}/device`, `sys/devices/${owner}`);
    }
  }

  test.each([
    { owners: [GPU], on: true },
    { owners: [GPU, GPU], on: true },
    { owners: [], on: false },
    { owners: [IGPU], on: false },
    { owners: [IGPU, GPU], on: false },
    { owners: [GPU, 'simple-framebuffer.0'], on: false },
  ])('with framebuffers of $owners sits on the GPU: $on', async ({ owners, on }) => {
    framebuffers(...owners);
    const console = { id: 'vtcon1', name: '(M) frame buffer device', bound: true };
    expect(await displays.console(GPU)).toEqual(on ? console : null);
  });

  test('is taken off and given back, and says which', async () => {
    framebuffers(GPU);
    await displays.setConsole('vtcon1', 'unbound');
    expect(host.read('sys/class/vtconsole/vtcon1/bind')).toBe('0\n');
    expect(await displays.console(GPU)).toMatchObject({ id: 'vtcon1', bound: false });
    await displays.setConsole('vtcon1', 'bound');
    expect(host.read('sys/class/vtconsole/vtcon1/bind')).toBe('1\n');
    await expect(displays.setConsole('vtcon7', 'bound')).rejects.toMatchObject({ name: 'WriteError' });
  });

  test('is not there without a framebuffer console', async () => {
    framebuffers(GPU);
    host.write('sys/class/vtconsole/vtcon1/name', '(S) VGA+\n');
    expect(await displays.console(GPU)).toBeNull();
  });
});
