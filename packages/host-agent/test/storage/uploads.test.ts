import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROM_MAX_BYTES } from '@baton/model/rom/report';
import { writeRom } from '@baton/model/rom/write';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { Incoming } from '../../src/storage/uploads';
import { disc, gate, of, openLibrary } from './kit';

const DAY_MS = 24 * 60 * 60 * 1000;
const ISO = disc();
const iso = { name: 'debian.iso', kind: 'iso', sizeBytes: ISO.length } as const;

const from = (fromBytes: number, ...chunks: readonly Uint8Array[]): Incoming => ({
  by: { name: 'ana' },
  fromBytes,
  declaredBytes: null,
  chunks: of(...chunks),
  cut: () => undefined,
});

async function* cutAfter(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw new Error('aborted');
}

/** Uploads the whole of it at once. */
async function upload(library: Awaited<ReturnType<typeof openLibrary>>, name: string, bytes: Uint8Array) {
  const kind = name.endsWith('.iso') ? 'iso' : /\.(rom|bin)$/.test(name) ? 'rom' : 'disk';
  const { id } = await library.uploads.begin({ name, kind, sizeBytes: bytes.length });
  return library.uploads.receive(id, from(0, bytes));
}

describe('an upload', () => {
  it('comes in pieces, and is a file only when it is whole', async () => {
    const { uploads, storage, store, told } = await openLibrary();
    const { id } = await uploads.begin(iso);
    expect(await uploads.receive(id, from(0, ISO.subarray(0, 1000), ISO.subarray(1000, 40_000)))).toEqual({
      kind: 'more',
      receivedBytes: 40_000,
    });
    expect(await storage.list()).toEqual([]);
    expect(await uploads.list()).toMatchObject([{ ...iso, id, receivedBytes: 40_000 }]);
    const done = { kind: 'done', receivedBytes: ISO.length, path: join(store, 'iso/debian.iso') };
    expect(await uploads.receive(id, from(40_000, ISO.subarray(40_000)))).toEqual(done);
    expect(await readFile(done.path)).toEqual(ISO);
    expect(await readdir(join(store, 'iso'))).toEqual(['debian.iso']);
    expect(await uploads.list()).toEqual([]);
    expect(await uploads.receive(id, from(0)), 'who did not hear it is told again').toEqual(done);
    expect(told).toEqual(['ana: ISO debian.iso uploaded']);
  });

  it('that is cut keeps every byte that came, and goes on there', async () => {
    const { uploads, store } = await openLibrary();
    const { id } = await uploads.begin(iso);
    const cut = { ...from(0), chunks: cutAfter(ISO.subarray(0, 33_000)) };
    expect(await uploads.receive(id, cut)).toEqual({ kind: 'more', receivedBytes: 33_000 });
    expect((await uploads.begin(iso)).receivedBytes, 'the same file is the same upload').toBe(33_000);
    expect(await uploads.receive(id, from(33_000, ISO.subarray(33_000)))).toMatchObject({ kind: 'done' });
    expect((await readFile(join(store, 'iso/debian.iso'))).equals(ISO)).toBe(true);
  });

  it('survives an agent that stops, and one that was whole needs only a word', async () => {
    const before = await openLibrary();
    const { id } = await before.uploads.begin(iso);
    await before.uploads.receive(id, from(0, ISO.subarray(0, 5)));
    const after = await openLibrary({ store: before.store });
    expect(await after.uploads.list()).toMatchObject([{ id, receivedBytes: 5 }]);
    expect(await after.uploads.receive(id, from(5, ISO.subarray(5)))).toMatchObject({ kind: 'done' });

    const { id: second } = await after.uploads.begin({ ...iso, name: 'b.iso' });
    await writeFile(join(before.store, 'iso', `.${second}.part`), ISO);
    const third = await openLibrary({ store: before.store });
    expect(await third.uploads.receive(second, from(ISO.length))).toMatchObject({ kind: 'done' });
  });

  it('at a wrong offset is told the right one, and nothing is written', async () => {
    const { uploads } = await openLibrary();
    const { id } = await uploads.begin(iso);
    await uploads.receive(id, from(0, ISO.subarray(0, 100)));
    for (const offset of [0, 99, 101, ISO.length]) {
      const chunks = (async function* () {
        yield await Promise.reject(new Error('was read'));
      })();
      expect(await uploads.receive(id, { ...from(offset), chunks })).toEqual({
        kind: 'wrong-offset',
        receivedBytes: 100,
      });
    }
  });

  it('of more than was announced keeps none of what came then', async () => {
    const { uploads, store } = await openLibrary();
    const { id } = await uploads.begin(iso);
    await uploads.receive(id, from(0, ISO.subarray(0, 100)));
    const mismatch = { problem: { code: 'storage.upload-mismatch', facts: { expectedBytes: ISO.length } } };
    await expect(uploads.receive(id, from(100, ISO, new Uint8Array(1)))).rejects.toMatchObject(mismatch);
    await expect(uploads.receive(id, { ...from(100), declaredBytes: ISO.length })).rejects.toMatchObject(mismatch);
    expect(await uploads.list()).toMatchObject([{ receivedBytes: 100 }]);
    expect(await readFile(join(store, 'iso', `.${id}.part`))).toEqual(ISO.subarray(0, 100));
  });

  it('that nobody knows, or that was cancelled, is not found', async () => {
    const { uploads, store } = await openLibrary();
    const missing = { problem: { code: 'storage.upload-not-found' } };
    await expect(uploads.receive('../../etc', from(0))).rejects.toMatchObject(missing);
    const { id } = await uploads.begin(iso);
    await uploads.cancel(id);
    await expect(uploads.receive(id, from(0))).rejects.toMatchObject(missing);
    expect(await readdir(join(store, 'iso'))).toEqual([]);
  });

  it('is taken over by whoever sends last', async () => {
    const { uploads } = await openLibrary();
    const { id } = await uploads.begin(iso);
    const hangs = gate();
    const stalled = (async function* () {
      yield ISO.subarray(0, 100);
      await hangs.passed;
    })();
    const first = uploads.receive(id, { ...from(0), chunks: stalled, cut: () => hangs.fail(new Error('cut')) });
    const second = uploads.receive(id, from(100, ISO.subarray(100)));
    expect(await first).toEqual({ kind: 'more', receivedBytes: 100 });
    expect(await second).toMatchObject({ kind: 'done' });
  });

  it('gives up the old one when another file of that name comes', async () => {
    const { uploads, store } = await openLibrary();
    const { id } = await uploads.begin(iso);
    const other = await uploads.begin({ ...iso, sizeBytes: 70_000 });
    expect(other.id).not.toBe(id);
    expect((await uploads.list()).map((each) => each.id)).toEqual([other.id]);
    expect((await readdir(join(store, 'iso'))).length).toBe(2);
  });

  it('begun by two pages at once is one', async () => {
    const { uploads } = await openLibrary();
    const [one, other] = await Promise.all([uploads.begin(iso), uploads.begin(iso)]);
    expect(one.id).toBe(other.id);
  });

  it('is forgotten after seven days without a byte, and not before', async () => {
    const { uploads, store } = await openLibrary();
    const { id } = await uploads.begin(iso);
    const part = join(store, 'iso', `.${id}.part`);
    const age = async (days: number) => {
      const at = new Date(Date.now() - days * DAY_MS);
      await utimes(part, at, at);
      return (await openLibrary({ store })).uploads.list();
    };
    expect(await age(6.9)).toHaveLength(1);
    expect(await age(7.1)).toEqual([]);
    expect(await readdir(join(store, 'iso'))).toEqual([]);
  });

  it('whose record is damaged is forgotten, and keeps no other from being found', async () => {
    const { uploads, store } = await openLibrary();
    const { id } = await uploads.begin(iso);
    const bad = '6f1c2f0e-4a53-4c8e-9d1b-0c6a8a4a7c11';
    await writeFile(join(store, 'iso', `.${bad}.upload`), '{"id":');
    await writeFile(join(store, 'iso', `.${bad}.part`), 'x');
    const elsewhere = { id: bad, name: '../../x', kind: 'disk', sizeBytes: 1, startedAt: 0 };
    await mkdir(join(store, 'roms'));
    await writeFile(join(store, 'roms', `.${bad}.upload`), JSON.stringify(elsewhere));
    await writeFile(join(store, 'roms', `.${bad}.part`), 'x');
    expect((await (await openLibrary({ store })).uploads.list()).map((each) => each.id)).toEqual([id]);
    expect(await readdir(join(store, 'roms'))).toEqual([]);
  });

  it('never writes over a file, also one that appears meanwhile', async () => {
    const { uploads, store, told } = await openLibrary();
    const { id } = await uploads.begin(iso);
    await writeFile(join(store, 'iso/debian.iso'), 'mine');
    const exists = { problem: { code: 'storage.exists', facts: { path: join(store, 'iso/debian.iso') } } };
    await expect(uploads.receive(id, from(0, ISO))).rejects.toMatchObject(exists);
    expect(told).toEqual([expect.stringMatching(/^ana: Upload of debian\.iso failed: /)]);
    expect(await readFile(join(store, 'iso/debian.iso'), 'utf8')).toBe('mine');
    await expect(uploads.begin(iso)).rejects.toMatchObject(exists);
  });

  it('is refused at once when it does not fit, and goes on when there is room again', async () => {
    let freeBytes = 1000;
    const { uploads } = await openLibrary({ files: { freeBytes: async () => freeBytes } });
    await expect(uploads.begin(iso)).rejects.toMatchObject({
      problem: { code: 'storage.full', facts: { neededBytes: ISO.length, freeBytes: 1000 } },
    });
    freeBytes = ISO.length;
    const { id } = await uploads.begin(iso);
    expect(await uploads.receive(id, from(0, ISO))).toMatchObject({ kind: 'done' });
  });

  it.each(['../x.iso', 'a/b.iso', '.iso', '.hidden.iso', '-rf.iso', 'a\0.iso', 'a\n.iso', 'a,b.iso', ''])(
    'is not called %j',
    async (name) => {
      const { uploads, store } = await openLibrary();
      await expect(uploads.begin({ ...iso, name })).rejects.toMatchObject({ problem: { code: 'storage.bad-name' } });
      expect(existsSync(join(store, 'iso'))).toBe(false);
    },
  );
});

describe('a whole upload is looked at', () => {
  const gone = async ({ uploads, store }: Awaited<ReturnType<typeof openLibrary>>, folder: string) => {
    expect(await uploads.list()).toEqual([]);
    expect(await readdir(join(store, folder))).toEqual([]);
  };

  it.each(['CD001', 'NSR02', 'NSR03'])('and a disc is known by %s', async (mark) => {
    expect(await upload(await openLibrary(), 'a.iso', disc(mark))).toMatchObject({ kind: 'done' });
  });

  it.each([
    ['zeros', Buffer.alloc(65_536)],
    ['a letter', Buffer.from('Dear disc')],
    ['a mark in the wrong place', Buffer.concat([Buffer.alloc(100), disc()])],
  ])('and %s is no disc', async (_, bytes) => {
    const library = await openLibrary();
    await expect(upload(library, 'a.iso', bytes)).rejects.toMatchObject({ problem: { code: 'disc.none' } });
    await gone(library, 'iso');
  });

  it('and a ROM of zeros is none, one of another card is kept', async () => {
    const library = await openLibrary();
    await expect(upload(library, 'zeros.rom', Buffer.alloc(65_536))).rejects.toMatchObject({
      problem: { code: 'rom.unusable', facts: { words: expect.stringContaining('Every byte is the same') } },
    });
    await gone(library, 'roms');
    const other = writeRom([{ type: 'legacy', vendorId: '1002', deviceId: '73ff' }]);
    expect(await upload(library, 'amd.rom', other)).toMatchObject({ path: join(library.store, 'roms/amd.rom') });
    const tooLarge = { name: 'a.rom', kind: 'rom', sizeBytes: ROM_MAX_BYTES + 1 } as const;
    await expect(library.uploads.begin(tooLarge)).rejects.toMatchObject({ problem: { code: 'rom.unusable' } });
  });

  it('and a disk is named by its format', async () => {
    const library = await openLibrary();
    const made = join(library.store, 'made');
    await execa('qemu-img', ['create', '-q', '-f', 'qcow2', made, '1M']);
    const qcow2 = await readFile(made);
    expect(await upload(library, 'a.img', qcow2)).toMatchObject({ path: join(library.store, 'images/a.qcow2') });
    expect(await upload(library, 'b.qcow2', qcow2)).toMatchObject({ path: join(library.store, 'images/b.qcow2') });
    expect(await upload(library, 'c.img', Buffer.alloc(4096))).toMatchObject({
      path: join(library.store, 'images/c.img'),
    });
  });

  it('and a disk that reads from a file of the host, or is of a foreign format, is refused', async () => {
    const library = await openLibrary();
    const made = join(library.store, 'made');
    const refused = async (name: string, words: RegExp) => {
      await expect(upload(library, name, await readFile(made))).rejects.toMatchObject({
        problem: { code: 'storage.not-an-image', facts: { words: expect.stringMatching(words) } },
      });
      await gone(library, 'images');
    };
    await execa('qemu-img', ['create', '-q', '-u', '-f', 'qcow2', '-F', 'raw', '-b', '/etc/shadow', made, '1M']);
    await refused('a.qcow2', /\/etc\/shadow/);
    await execa('qemu-img', ['create', '-q', '-f', 'vmdk', made, '1M']);
    await refused('b.img', /vmdk.*qemu-img convert/);
    await writeFile(made, 'no header at all'.repeat(100));
    await refused('c.qcow2', /no qcow2/);
  });
});
