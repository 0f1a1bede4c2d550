import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { KeyboardLayout } from '@baton/model/keyboard/layouts';
import { ProblemError } from '@baton/model/problem';
import { profileDraftSchema } from '@baton/model/profile/definition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../until';
import { ACTOR, type House, openHouse } from './house';

const MOUSE = { bus: 1, port: '4.2' };

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : error),
  );

describe('a machine that is up', () => {
  let house: House;
  let id: string;
  let other: string;
  const disc = (name: string) => join(house.stateDir, 'storage', 'isos', name);
  const keys = async () =>
    [...(await readFile(house.logFile(id, 'serial'), 'latin1')).matchAll(/key (.)\r?\n/g)].map(([, key]) => key);

  beforeAll(async () => {
    house = await openHouse();
    id = await house.demoProfile('one', { cdroms: [{ iso: null }] });
    await mkdir(join(house.stateDir, 'storage', 'isos'), { recursive: true });
    for (const name of ['a.iso', 'b.iso', 'c.img', 'zeros.iso']) {
      const bytes = Buffer.alloc(64 * 1024);
      if (name !== 'zeros.iso') bytes.write('CD001', 16 * 2048 + 1);
      await writeFile(disc(name), bytes);
    }
    other = await house.demoProfile('two', { cdroms: [{ iso: disc('zeros.iso') }] });
    expect(await codeOf(house.live.media.eject(id, { drive: 'cd0', force: false }, ACTOR))).toBe('guest.not-up');
    expect(await house.live.media.drives(id)).toEqual([]);
    expect(await house.pictures.of(id)).toBeNull();
    for (const each of [id, other]) {
      await house.machines.start(each, { gpu: 'as-profile' }, ACTOR);
      await house.reach(each, 'running');
    }
    await house.guestIsUp(id);
  });
  afterAll(() => house.close());

  it('changes its disc, ejects it, and takes nothing that is not a disc of the storage folders', async () => {
    const { media } = house.live;
    const medium = async () => (await media.drives(id)).map(({ id: drive, medium: found }) => [drive, found?.name]);
    const insert = (path: string, drive = 'cd0') => media.insert(id, { drive, path, force: false }, ACTOR);
    expect(await medium()).toEqual([['cd0', undefined]]);
    await insert(disc('a.iso'));
    await insert(disc('b.iso'));
    expect(await medium()).toEqual([['cd0', 'b.iso']]);
    expect(await codeOf(insert(disc('c.img')))).toBe('storage.not-an-iso');
    expect(await codeOf(insert(disc('zeros.iso')))).toBe('disc.none');
    expect(await codeOf(insert(disc('none.iso')))).toBe('storage.missing');
    expect(await codeOf(insert('/etc/hostname.iso'))).toBe('storage.outside');
    expect(await codeOf(insert(disc('a.iso'), 'cd7'))).toBe('media.no-drive');
    expect(await medium()).toEqual([['cd0', 'b.iso']]);
    await media.eject(id, { drive: 'cd0', force: false }, ACTOR);
    expect(await media.drives(id)).toEqual([{ id: 'cd0', medium: null, trayOpen: true, locked: false }]);
    expect((await house.profiles.get(id)).definition?.cdroms).toEqual([{ iso: null }]);
  });

  it('starts although the file in its drive is no disc, and says so then and while it is edited', async () => {
    const told = { code: 'disc.none', severity: 'warning', facts: { path: disc('zeros.iso'), looks: 'other' } };
    const [started] = await house.operations.list({ machineId: other, limit: 1 });
    expect(started).toMatchObject({ kind: 'start', findings: [told] });
    const draft = profileDraftSchema.parse({
      name: 'three',
      memory: { sizeMiB: 64 },
      cdroms: [{ iso: disc('zeros.iso') }],
    });
    const { severity, ...problem } = told;
    expect(await house.profiles.check(draft, null)).toContainEqual({
      field: 'cdroms.0.iso',
      severity,
      problem: { ...problem, field: 'cdroms.0.iso' },
    });
  });

  it('hears each key of a text, in order, and none of a text that cannot be typed whole', async () => {
    const type = (text: string, layout: KeyboardLayout = 'us') => house.live.keyboard.type(id, text, layout, ACTOR);
    const before = (await keys()).length;
    expect(await codeOf(type('é'))).toBe('keyboard.cannot-type');
    expect(await codeOf(house.live.keyboard.press(id, ['any-key'], ACTOR))).toBe('keyboard.no-key');
    // Two people at once: one text after the other. `z` stands where a German keyboard has its y.
    await Promise.all([type('Hey!'), type('y', 'de')]);
    await until('five keys', async () => (await keys()).length >= before + 5);
    expect((await keys()).slice(before)).toEqual(['H', 'e', 'y', '!', 'z']);
    await house.live.keyboard.press(id, ['shift', 'q'], ACTOR);
    await until('the key', async () => (await keys()).at(-1) === 'Q');
  });

  it('shows its screen in two sizes, once in five seconds for everybody, paused too, and leaves no file', async () => {
    const [one, two] = await Promise.all([house.pictures.of(id), house.pictures.of(id)]);
    expect(one).toBe(two);
    await house.machines.pause(other, ACTOR);
    const paused = await house.pictures.of(other);
    await house.machines.resume(other, ACTOR);
    for (const picture of [one, paused]) {
      const full = decoded(picture?.full);
      const small = decoded(picture?.small);
      expect(small.width).toBe(320);
      expect(small.height).toBe(Math.round((full.height * 320) / full.width));
      expect(full.rows).toBe((full.width * 3 + 1) * full.height);
    }
    expect(new Set(one?.full).size).toBeGreaterThan(16);
    const run = await readdir(join(house.stateDir, 'machines', id, 'run'));
    expect(run.filter((name) => name.startsWith('picture'))).toEqual([]);
  });

  it('takes a USB device and gives it back; another machine is told who has it, and the host keeps what it uses', async () => {
    const { usb } = house.live;
    const seenBy = async (machine: string) => (await usb.devices(machine))[0];
    expect(await seenBy(id)).toMatchObject({ name: 'Mouse', holder: null, byProfile: false, refusal: null });
    await usb.attach(id, MOUSE, ACTOR);
    await usb.attach(id, MOUSE, ACTOR);
    expect(await seenBy(id)).toMatchObject({ holder: { id, name: 'one' }, refusal: null });
    expect(await seenBy(other)).toMatchObject({ holder: { id }, refusal: { code: 'usb.held', facts: { by: 'one' } } });
    expect(await codeOf(usb.attach(other, MOUSE, ACTOR))).toBe('usb.held');
    await usb.detach(id, MOUSE, ACTOR);
    expect(await seenBy(other)).toMatchObject({ holder: null, refusal: null });
    expect(house.events.filter((event) => event.startsWith('usb'))).toHaveLength(2);

    const [mouse] = house.inventory.has.usb;
    house.inventory.has = { ...house.inventory.has, usb: mouse ? [{ ...mouse, mountedAt: '/media/stick' }] : [] };
    expect(await codeOf(usb.attach(id, MOUSE, ACTOR))).toBe('usb.mounted');
    expect(await codeOf(usb.attach(id, { bus: 1, port: '7' }, ACTOR))).toBe('usb.absent');
  });
});

describe('a USB device that QEMU may not open', () => {
  it('is not left in the machine as if it were there', async () => {
    const house = await openHouse({
      usbPlug: {
        device: () => ({ driver: 'usb-host', hostbus: 250, hostport: '9.9' }),
        openBy: async () => null,
        pretends: false,
      },
    });
    try {
      const id = await house.demoProfile('one');
      await house.machines.start(id, { gpu: 'as-profile' }, ACTOR);
      await house.reach(id, 'running');
      expect(await codeOf(house.live.usb.attach(id, MOUSE, ACTOR))).toBe('usb.not-taken');
      expect((await house.live.usb.devices(id))[0]).toMatchObject({ holder: null, refusal: null });
    } finally {
      await house.close();
    }
  });
});

/** What a PNG says of itself, and how many bytes its rows come to. */
function decoded(png: Buffer | undefined) {
  if (!png) throw new Error('there is no picture');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const at = png.indexOf('IDAT');
  const data = png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), rows: inflateSync(data).length };
}
