import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityWords } from '@baton/model/describe';
import { writeRom } from '@baton/model/rom/write';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linuxStorageFiles } from '../../src/adapters/linux/storage-files';
import type { Scenario } from '../../src/adapters/simulated/laptop/scenarios';
import { RomBench } from '../../src/rom/bench';
import { AllowedPaths } from '../../src/storage/allowed-paths';
import type { PathUsers } from '../../src/storage/path-users';
import { Kit, OWNER, WIN10 } from '../handover/kit';
import { GPU, SLOT, toVfio } from '../simulated/kit';

const P5000 = { vendorId: '10de', deviceId: '1bb6' };
const rom = (card = P5000) =>
  writeRom([
    { type: 'legacy', ...card, blocks: 4 },
    { type: 'uefi', ...card },
  ]);

let store: string;
let kits: Kit[];
let changes: number;
let told: string[];
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), 'br-'));
  kits = [];
  changes = 0;
  told = [];
});
afterEach(async () => {
  for (const kit of kits) kit.remove();
  await rm(store, { recursive: true, force: true });
});

async function benchOn(scenario: Scenario = 'optimus', users: PathUsers = new Map()) {
  const kit = new Kit({ scenario });
  kits.push(kit);
  const { gpu } = await kit.started();
  const files = linuxStorageFiles();
  const bench = new RomBench({
    ...{ files, gpu, rom: kit.laptop.rom, bus: kit.laptop.bus },
    allowed: new AllowedPaths(files, [store]),
    users: async () => users,
    activity: {
      record: (kind, { name }, actor, facts) => void told.push(`${actor?.name}: ${activityWords(kind, name, facts)}`),
    },
    changed: () => {
      changes += 1;
    },
  });
  return { bench, kit, laptop: kit.laptop };
}

/** Set aside by hand: on vfio-pci, and kept awake. */
async function benchOnAside(scenario?: Scenario) {
  const made = await benchOn(scenario);
  await toVfio(made.laptop);
  for (const address of SLOT) await made.laptop.bus.setPowerControl(address, 'on');
  made.kit.later();
  return made;
}

const lying = () => readdir(join(store, 'roms')).catch(() => []);
const refused = (because: string) => ({ problem: { code: 'rom.dump-refused', facts: { address: GPU, because } } });

describe('reading the card’s own ROM', () => {
  it('saves it from a card on vfio-pci that is awake and idle, and says what it is', async () => {
    const { bench } = await benchOnAside();
    const view = await bench.dump('p5000', OWNER);
    expect(view).toMatchObject({ path: join(store, 'roms/p5000.rom'), name: 'p5000.rom', usedBy: [] });
    expect(view.report).toMatchObject({ findings: [], startsAt: 0, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(view.report.images.map(({ type, deviceId }) => [type, deviceId])).toEqual([
      ['legacy', '1bb6'],
      ['uefi', '1bb6'],
    ]);
    expect(await lying()).toEqual(['p5000.rom']);
    expect(changes).toBe(1);
    expect(told).toEqual([`${OWNER.name}: The GPU’s vBIOS read into p5000.rom`]);
  });

  it('never writes over a file', async () => {
    const { bench } = await benchOnAside();
    await mkdir(join(store, 'roms'));
    await writeFile(join(store, 'roms/p5000.rom'), 'mine');
    await expect(bench.dump('p5000.rom', OWNER)).rejects.toMatchObject({ problem: { code: 'storage.exists' } });
    expect(await readFile(join(store, 'roms/p5000.rom'), 'utf8')).toBe('mine');
  });

  it.each(['../p5000', '', '.hidden', 'a/b', 'a,b'])('is not saved as %j', async (name) => {
    const { bench } = await benchOn();
    await expect(bench.dump(name, OWNER)).rejects.toMatchObject({
      problem: { code: 'storage.bad-name', field: 'name' },
    });
  });

  it('is refused while the host’s driver has the card', async () => {
    const { bench } = await benchOn();
    await expect(bench.dump('a', OWNER)).rejects.toMatchObject(refused('bound'));
    expect(await lying()).toEqual([]);
    expect(told, 'nothing was asked of the card').toEqual([]);
  });

  it('is refused while a machine has the card', async () => {
    const { bench, kit, laptop } = await benchOn();
    await toVfio(laptop);
    kit.guestOpens(4711);
    kit.later();
    await expect(bench.dump('a', OWNER)).rejects.toMatchObject(refused('in-use'));
  });

  it('is refused while the card is off or asleep, and does not wake it', async () => {
    const off = await benchOn('bumblebee');
    await expect(off.bench.dump('a', OWNER)).rejects.toMatchObject(refused('asleep-or-off'));
    expect(off.laptop.state.power.card).toBe('off');
    const asleep = await benchOn('rtd3');
    await toVfio(asleep.laptop);
    for (const address of SLOT) {
      await asleep.laptop.bus.setD3coldAllowed(address, true);
      await asleep.laptop.bus.setPowerControl(address, 'auto');
    }
    asleep.kit.later();
    const before = (await asleep.laptop.bus.functionAt(GPU))?.runtimeStatus;
    expect(before).toBe('suspended');
    await expect(asleep.bench.dump('a', OWNER)).rejects.toMatchObject(refused('asleep-or-off'));
    expect((await asleep.laptop.bus.functionAt(GPU))?.runtimeStatus).toBe(before);
  });

  it('tells the kernel’s words where the card has none of its own, and leaves nothing behind', async () => {
    const { bench } = await benchOnAside('rtd3');
    await expect(bench.dump('a', OWNER)).rejects.toMatchObject({
      problem: { code: 'rom.dump-failed', facts: { words: expect.stringContaining('expecting 0xaa55, got 0xffff') } },
    });
    expect(told).toEqual([expect.stringMatching(/: The GPU’s vBIOS could not be read into a\.rom: .*0xffff/)]);
    expect(await lying()).toEqual([]);
  });

  it('that fails or hangs is told, and leaves nothing behind', async () => {
    const { bench, laptop } = await benchOnAside();
    laptop.faults.failOn('rom', 1);
    await expect(bench.dump('a', OWNER)).rejects.toMatchObject({ problem: { code: 'rom.dump-failed' } });
    laptop.faults.hangOn('rom');
    await expect(bench.dump('a', OWNER)).rejects.toMatchObject({
      problem: { code: 'rom.dump-failed', facts: { words: expect.stringContaining('never came back') } },
    });
    expect(await lying()).toEqual([]);
  });
});

describe('the list of ROMs', () => {
  it('knows them by their name and place, with who uses them, and judges them for this card', async () => {
    await mkdir(join(store, 'roms'));
    await mkdir(join(store, 'images'));
    await writeFile(join(store, 'roms/good.bin'), rom());
    await writeFile(join(store, 'other.rom'), rom({ vendorId: '10de', deviceId: '1c20' }));
    await writeFile(join(store, 'images/zeros.rom'), new Uint8Array(65536));
    await writeFile(join(store, 'images/disk.bin'), rom());
    await writeFile(join(store, 'roms/.half.new'), rom());
    const { bench } = await benchOn('optimus', new Map([[join(store, 'roms/good.bin'), [WIN10.name, 'train']]]));
    const listed = await bench.list();
    expect(listed.map(({ name, usedBy, report }) => [name, usedBy, report.findings.map(({ code }) => code)])).toEqual([
      ['good.bin', ['win10', 'train'], []],
      ['other.rom', [], ['other-device']],
      ['zeros.rom', [], ['all-same-byte']],
    ]);
    await writeFile(join(store, 'other.rom'), new Uint8Array());
    expect((await bench.list())[1]?.report.findings).toEqual([{ code: 'empty', severity: 'error' }]);
  });
});

describe('trimming', () => {
  it('makes a copy without what stands around the images, and leaves the old one as it was', async () => {
    await mkdir(join(store, 'roms'));
    const old = Buffer.concat([Buffer.alloc(1536, 'NVGI'), rom(), Buffer.alloc(4096, 0xff)]);
    await writeFile(join(store, 'roms/gpuz.rom'), old);
    const { bench } = await benchOn();
    const view = await bench.trim(join(store, 'roms/gpuz.rom'), 'trimmed', OWNER);
    expect(view).toMatchObject({ name: 'trimmed.rom', report: { findings: [], trim: null } });
    expect(told).toEqual([expect.stringContaining('trimmed.rom made from gpuz.rom')]);
    expect(await readFile(view.path)).toEqual(Buffer.from(rom()));
    expect(await readFile(join(store, 'roms/gpuz.rom'))).toEqual(old);
    await expect(bench.trim(view.path, 'again', OWNER)).rejects.toMatchObject({ problem: { code: 'rom.unusable' } });
    await expect(bench.trim(join(store, 'roms/gpuz.rom'), 'trimmed', OWNER)).rejects.toMatchObject({
      problem: { code: 'storage.exists' },
    });
    await expect(bench.trim('/etc/passwd', 'x', OWNER)).rejects.toMatchObject({ problem: { code: 'storage.outside' } });
  });
});
