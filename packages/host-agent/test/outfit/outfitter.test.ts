import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { practiceHost as host, kit, nic, problemOf } from './kit';

describe('huge pages', () => {
  const memory = { sizeMiB: 65, hugepages: '2M' } as const;

  it('are added where free ones do not suffice, and only those are given back', async () => {
    const { practice, means } = await host();
    practice.pools['2M'] = { total: 20, used: 10 };
    const { outfitter, order } = await kit(means);
    const wanted = await order({ memory });
    const outfit = await outfitter.prepare(wanted);
    expect(practice.pools['2M'].total).toBe(20 + 33 - 10);
    expect(outfit.hugepagePath).toBe(join(wanted.folder, 'hugepages'));
    practice.pools['2M'].total += 7; // somebody else's
    expect(await outfitter.dismiss(wanted)).toEqual([]);
    expect(practice.pools['2M'].total).toBe(27);
    expect(practice.mounts.size).toBe(0);
  });

  it('are refused when the kernel finds fewer, and the pool is as before', async () => {
    const { practice, means } = await host();
    practice.room = 12;
    practice.pools['2M'].total = 2;
    const { outfitter, order } = await kit(means);
    expect(await problemOf(outfitter.prepare(await order({ memory })))).toMatchObject({
      code: 'hugepages.short',
      facts: { size: '2M', wanted: 33, got: 12 },
    });
    expect(practice.pools['2M'].total).toBe(2);
  });

  it('use a hugetlbfs that the host has', async () => {
    const { practice, means } = await host();
    practice.mounts.set('/dev/hugepages', '2M');
    const { outfitter, order } = await kit(means);
    const wanted = await order({ memory });
    expect((await outfitter.prepare(wanted)).hugepagePath).toBe('/dev/hugepages');
    await outfitter.dismiss(wanted);
    expect(practice.mounts.size).toBe(1);
  });

  it('are not taken back twice by an agent that died between the write and its note', async () => {
    const { practice, means } = await host();
    const { outfitter, order, again } = await kit(means);
    const wanted = await order({ memory });
    await outfitter.prepare(wanted);
    const journal = join(wanted.folder, 'outfit.jsonl');
    practice.pools['2M'].total += 5;
    practice.failing.add('unmount'); // keeps the journal open
    await outfitter.dismiss(wanted);
    expect(practice.pools['2M'].total).toBe(5);
    const rewritten = await readFile(journal, 'utf8');
    await writeFile(journal, `${rewritten}${line({ do: 'grow-pool', size: '2M', from: 5, by: 33 })}`);
    practice.failing.clear();
    expect(await again().dismiss(wanted)).toEqual([]);
    expect(practice.pools['2M'].total).toBe(5);
  });
});

describe('networks', () => {
  const nat = { nics: [nic({ kind: 'nat' })] };

  it('with NAT are made by the first machine and taken down by the last', async () => {
    const { practice, means } = await host();
    const { outfitter, order } = await kit(means);
    const [one, two] = [await order(nat, 'machine-one1'), await order(nat, 'machine-two2')];
    expect((await outfitter.prepare(one)).nics).toEqual({ 0: { ifname: 'btmachine-one10', vhost: true } });
    await outfitter.prepare(two);
    expect(practice.processes.map(({ program }) => program)).toEqual(['dnsmasq']);
    expect(practice.forwarding).toBe(true);
    await outfitter.dismiss(one);
    expect([...practice.links.keys()]).toEqual(['baton0', 'btmachine-two20']);
    expect(practice.forwarding).toBe(true);
    await outfitter.dismiss(two);
    expect([practice.links.size, practice.tables.size, practice.processes.length]).toEqual([0, 0, 0]);
    expect(practice.forwarding).toBe(false);
  });

  it('leave forwarding on where it was on before', async () => {
    const { practice, means } = await host();
    practice.forwarding = true;
    const { outfitter, order } = await kit(means);
    const wanted = await order(nat);
    await outfitter.prepare(wanted);
    await outfitter.dismiss(wanted);
    expect(practice.forwarding).toBe(true);
  });

  it('with NAT are refused where the subnet is somebody else’s', async () => {
    const { practice, means } = await host();
    practice.routes = [{ subnet: '192.168.0.0/16', device: 'tun0' }];
    const { outfitter, order } = await kit(means);
    expect(await problemOf(outfitter.prepare(await order(nat)))).toMatchObject({ code: 'net.subnet-taken' });
    expect(practice.links.size).toBe(0);
  });

  it('tell who drops what is forwarded, and that nobody gives addresses', async () => {
    const { practice, means } = await host();
    practice.blockedBy = 'Docker';
    practice.programs.delete('dnsmasq');
    const { outfitter, order } = await kit(means);
    const { notes } = await outfitter.prepare(await order(nat));
    expect(notes).toEqual([expect.stringContaining('dnsmasq'), expect.stringContaining('Docker')]);
  });

  it('by a bridge need that bridge', async () => {
    const { practice, means } = await host();
    const { outfitter, order } = await kit(means);
    const wanted = await order({ nics: [nic({ kind: 'bridge', bridge: 'br0' })] });
    expect(await problemOf(outfitter.prepare(wanted))).toMatchObject({ code: 'net.no-bridge', field: 'nics.0' });
    practice.links.set('br0', { isBridge: true, master: null });
    await outfitter.prepare(wanted);
    expect(practice.links.get('btabcdefghijkl0')?.master).toBe('br0');
    await outfitter.dismiss(wanted);
    expect([...practice.links.keys()]).toEqual(['br0']);
  });

  it('of an ordinary user are refused by what they need', async () => {
    const { means } = await host();
    const { outfitter, order } = await kit({ ...means, root: false });
    expect(await problemOf(outfitter.prepare(await order(nat)))).toMatchObject({ code: 'net.needs-root' });
  });
});

describe('the rest of an outfit', () => {
  it('runs hooks in their order, and what was begun is undone when one fails', async () => {
    const { practice, means } = await host();
    practice.failing.add('/bin/two');
    const { outfitter, order } = await kit(means);
    const hooks = [
      { at: 'before-start', argv: ['/bin/one', 'a b'] },
      { at: 'after-stop', argv: ['/bin/three'] },
      { at: 'before-start', argv: ['/bin/two'] },
      { at: 'after-stop', argv: ['/bin/four'] },
    ] as const;
    expect(await problemOf(outfitter.prepare(await order({ hooks: [...hooks] as never })))).toMatchObject({
      code: 'hook.failed',
      facts: { command: 'two', words: 'it said no' },
    });
    expect(practice.hooksRun).toEqual(['/bin/one a b', '/bin/two', '/bin/three', '/bin/four']);
  });

  it('needs a TPM program and a required USB device to be there', async () => {
    const { practice, means } = await host();
    practice.programs.clear();
    const { outfitter, order } = await kit(means);
    expect(await problemOf(outfitter.prepare(await order({ machine: { tpm: true } })))).toMatchObject({
      code: 'tpm.missing',
    });
    const usb = [{ select: { by: 'port', bus: 1, port: '4.2' }, required: true }] as const;
    expect(await problemOf(outfitter.prepare(await order({ usb: [...usb] })))).toMatchObject({
      code: 'usb.absent',
      field: 'usb.0',
    });
  });

  it('makes the memory of Looking Glass anew when its size differs, and removes it', async () => {
    const { practice, means } = await host();
    const { outfitter, order } = await kit(means);
    const wanted = await order({ lookingGlass: { width: 1920, height: 1080 } });
    const path = join(practice.sharedMemory, 'baton-abcdefghijkl-looking-glass');
    await writeFile(path, 'stale');
    expect((await outfitter.prepare(wanted)).lookingGlassPath).toBe(path);
    expect((await stat(path)).size).toBe(32 * 1024 * 1024);
    expect((await stat(path)).mode & 0o777).toBe(0o660);
    await outfitter.dismiss(wanted);
    expect(existsSync(path)).toBe(false);
  });

  it('refuses kvmfr when its memory is too small', async () => {
    const { practice, means } = await host();
    practice.kvmfr = 32;
    const { outfitter, order } = await kit(means);
    const wanted = await order({ lookingGlass: { width: 2560, height: 1440, memory: 'kvmfr' } });
    expect(await problemOf(outfitter.prepare(wanted))).toMatchObject({
      code: 'looking-glass.kvmfr',
      facts: { neededMiB: 64, foundMiB: 32 },
    });
  });

  it.each([
    [{ hardBytes: 8 * 1024 ** 2, mayRaise: false, exempt: false }, 'memlock.too-low'],
    [{ hardBytes: 8 * 1024 ** 2, mayRaise: true, exempt: false }, (64 + 1024) * 1024 ** 2],
    [{ hardBytes: 8 * 1024 ** 2, mayRaise: false, exempt: true }, null],
    [{ hardBytes: Number.POSITIVE_INFINITY, mayRaise: false, exempt: false }, (64 + 1024) * 1024 ** 2],
  ])('lets a machine with a lent GPU lock its memory: %j', async (memlock, expected) => {
    const { practice, means } = await host();
    practice.memlock = memlock;
    const { outfitter, order } = await kit(means, { vfio: true });
    const wanted = { ...(await order()), withGpu: true };
    if (typeof expected === 'string') {
      expect(await problemOf(outfitter.prepare(wanted))).toMatchObject({ code: expected });
    } else expect((await outfitter.prepare(wanted)).memlockBytes).toBe(expected);
  });

  it('moves another device of the host and brings it back', async () => {
    const { means } = await host();
    const address = '0000:03:00.0';
    const candidate = { address, name: 'Card reader', kind: 'other', driver: 'rtsx_pci', refused: null } as const;
    const { outfitter, order, laptop } = await kit(means, { hardwareFound: { pci: [candidate] } });
    const at = async () => (await laptop.bus.functions()).find((fn) => fn.address === address);
    const before = await at();
    const wanted = await order({ pci: [{ address }] });
    await outfitter.prepare(wanted);
    expect((await at())?.driver).toBe('vfio-pci');
    expect(await outfitter.dismiss(wanted)).toEqual([]);
    expect(await at()).toEqual(before);
  });

  it('leaves a device with the host that the host needs', async () => {
    const { means } = await host();
    const candidate = {
      address: '0000:00:17.0',
      name: '',
      kind: 'other',
      driver: 'ahci',
      refused: 'host-disk',
    } as const;
    const { outfitter, order } = await kit(means, { hardwareFound: { pci: [candidate] } });
    expect(await problemOf(outfitter.prepare(await order({ pci: [{ address: '0000:00:17.0' }] })))).toMatchObject({
      code: 'pci.refused',
      facts: { because: 'host-disk' },
    });
  });
});

function line(deed: object): string {
  return `${JSON.stringify({ kind: 'intent', deed })}\n`;
}
