import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LogEntry, LogFilter, LogPage, LogPlace, LogSource, LogView } from '@baton/model/log/line';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LogFile } from './log-file';
import { LogNotes } from './log-notes';
import { Logs } from './logs';

const texts = (page: LogPage) => page.entries.map((entry) => entry.text);
const own = (at: number, text: string, level = 'info') => `${JSON.stringify({ at, level, text })}\n`;

async function setUp(files: Partial<Record<LogSource, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'baton-page-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const pathOf = (id: string, source: LogSource) => join(root, id, `${source}.log`);
  for (const [source, text] of Object.entries(files)) {
    const path = pathOf('m1', source as LogSource);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  const logs = new Logs({ pathOf });
  const read = (view: LogView, place: LogPlace, more: { limit?: number; on?: boolean; filter?: LogFilter } = {}) =>
    logs.read({
      machineId: 'm1',
      view,
      place,
      direction: more.on ? 'on' : 'back',
      limit: more.limit ?? 100,
      filter: more.filter ?? {},
    });
  const notesOf = async (source: LogSource) => {
    const path = pathOf('m1', source);
    const file = await LogFile.open(path);
    await file?.close();
    return new LogNotes(path, file?.facts.identity ?? '');
  };
  return { logs, read, notesOf, path: (source: LogSource) => pathOf('m1', source) };
}

const END = { kind: 'end' } as const;

/** Small numbers from a seed, the same each time. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('pages of one log', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'join on without a gap or a double, in both directions, with any filter (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const lines = Array.from({ length: 3000 }, (_, n) => {
        const word = random(10) === 0 ? 'needle' : random(10) === 0 ? 'ERROR \u001b[31mneedle' : 'hay';
        return `${n} ${word} ${'é'.repeat(random(random(40) === 0 ? 4000 : 60))}`;
      });
      const { read } = await setUp({ serial: `${lines.join('\n')}${random(2) ? '\n' : ''}` });
      for (const filter of [
        {},
        { text: 'Needle' },
        { level: 'error' },
        { text: 'needle', level: 'warning' },
      ] as LogFilter[]) {
        const wanted = lines
          .filter((line) => !filter.text || line.includes('needle'))
          .filter((line) => !filter.level || line.includes('ERROR'));
        const clip = (all: readonly string[]) => all.map((line) => line.slice(0, 20));
        const limit = 1 + random(700);
        const backwards: string[][] = [];
        let page = await read('serial', END, { limit, filter });
        for (;;) {
          backwards.push(texts(page));
          if (page.back === null) break;
          page = await read('serial', { kind: 'cursor', cursor: page.back }, { limit, filter });
        }
        expect(clip(backwards.reverse().flat())).toEqual(clip(wanted));
        const forwards: string[] = [];
        page = await read('serial', { kind: 'start' }, { limit, filter, on: true });
        for (;;) {
          forwards.push(...texts(page));
          if (page.atEnd) break;
          page = await read('serial', { kind: 'cursor', cursor: page.on }, { limit, filter, on: true });
        }
        expect(clip(forwards)).toEqual(clip(wanted));
      }
    },
  );

  it('look through only so much at once, and go on from there', async () => {
    const { read } = await setUp({ serial: `first needle\n${`${'x'.repeat(99)}\n`.repeat(360_000)}` });
    const page = await read('serial', END, { filter: { text: 'needle' } });
    expect(texts(page)).toEqual([]);
    const next = await read('serial', { kind: 'cursor', cursor: page.back ?? '' }, { filter: { text: 'needle' } });
    expect(texts(next)).toEqual(['first needle']);
    expect(next.back).toBeNull();
  });

  it('begin at the line that a link names', async () => {
    const { read } = await setUp({ serial: 'one\ntwo\nthree\n' });
    const [, two] = (await read('serial', END)).entries as [LogEntry, LogEntry];
    const { source, file, offset } = two;
    expect(texts(await read('serial', { kind: 'entry', source, file, offset }, { on: true }))).toEqual([
      'two',
      'three',
    ]);
    expect(texts(await read('serial', { kind: 'entry', source, file, offset }))).toEqual(['one']);
  });

  it('tell a link to a file that is gone by its lines: none of them is in it', async () => {
    const { read } = await setUp({ serial: 'one\n' });
    const page = await read('serial', { kind: 'entry', source: 'serial', file: 'gone', offset: 0 }, { on: true });
    expect([page.entries, page.atEnd]).toEqual([[], true]);
  });

  it('begin where the data begins that still has its room', async () => {
    const { read, notesOf } = await setUp({ serial: 'gone\nkept\nlast\n' });
    await (await notesOf('serial')).setKeptFrom(5);
    const page = await read('serial', END);
    expect([texts(page), page.back]).toEqual([['kept', 'last'], null]);
    expect(texts(await read('serial', { kind: 'start' }, { on: true }))).toEqual(['kept', 'last']);
    expect(texts(await read('serial', { kind: 'cursor', cursor: page.on.replace(/\d+$/, '0') }, { on: true }))).toEqual(
      ['kept', 'last'],
    );
  });
});

describe('a machine’s log', () => {
  /** Three runs, the oldest first, of which the present one has no line yet. */
  async function threeRuns() {
    const made = await setUp({ serial: '' });
    const path = made.path('serial');
    await writeFile(`${path}.2`, 'oldest 1\noldest 2\n');
    await writeFile(`${path}.1`, 'before 1\nbefore 2\n');
    return { ...made, path };
  }
  const all = ['oldest 1', 'oldest 2', 'before 1', 'before 2', 'now 1'];

  it.each([1, 2, 3, 100])('goes on in the runs before it, %i lines at a time, in both directions', async (limit) => {
    const { read, path } = await threeRuns();
    await writeFile(path, 'now 1\n', { flag: 'a' });
    const backwards: string[][] = [];
    let page = await read('serial', END, { limit });
    for (;;) {
      backwards.push(texts(page));
      if (page.back === null) break;
      page = await read('serial', { kind: 'cursor', cursor: page.back }, { limit });
    }
    expect(backwards.reverse().flat()).toEqual(all);
    const forwards: string[] = [];
    page = await read('serial', { kind: 'start' }, { limit, on: true });
    for (;;) {
      forwards.push(...texts(page));
      if (page.atEnd) break;
      page = await read('serial', { kind: 'cursor', cursor: page.on }, { limit, on: true });
    }
    expect(forwards).toEqual(all);
  });

  it('keeps its runs in order when the host’s clock was set back between them', async () => {
    const { read, path } = await threeRuns();
    await utimes(`${path}.2`, 3000, 3000);
    await utimes(`${path}.1`, 1000, 1000);
    expect(texts(await read('serial', END))).toEqual(all.slice(0, 4));
  });

  it('is opened at a linked line of a run before, and goes on from there', async () => {
    const { read } = await threeRuns();
    const { source, file, offset } = (await read('serial', END)).entries[1] as LogEntry;
    const place = { kind: 'entry', source, file, offset } as const;
    expect(texts(await read('serial', place, { on: true }))).toEqual(all.slice(1, 4));
    expect(texts(await read('serial', place))).toEqual(['oldest 1']);
  });

  it('goes on after what a follower saw, whose cursor names the newest file only', async () => {
    const { logs, read, path } = await threeRuns();
    const { on } = await read('serial', END);
    const ending = new AbortController();
    onTestFinished(() => ending.abort());
    await writeFile(path, 'now 1\n', { flag: 'a' });
    for await (const news of logs.watch({ machineId: 'm1', view: 'serial', cursor: on, filter: {} }, ending.signal)) {
      expect(news.entries.map(({ text }) => text)).toEqual(['now 1']);
      await writeFile(path, 'now 2\n', { flag: 'a' });
      const page = await read('serial', { kind: 'cursor', cursor: news.on }, { on: true });
      expect(texts(page)).toEqual(['now 2']);
      expect(texts(await read('serial', { kind: 'cursor', cursor: news.on }))).toEqual(all);
      break;
    }
  });

  it('begins in a run before where the data begins that still has its room', async () => {
    const { read, notesOf, path } = await threeRuns();
    await rename(`${path}.2`, path);
    await (await notesOf('serial')).setKeptFrom(9);
    await rename(path, `${path}.2`);
    expect(texts(await read('serial', END))).toEqual(['oldest 2', 'before 1', 'before 2']);
  });
});

describe('a place in time', () => {
  it('is found by halves in a log whose lines carry their time', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => own(1000 + n * 10, `line ${n}`));
    const { read } = await setUp({ kernel: lines.join('') });
    for (const n of [0, 1, 777, 12_345, 19_999]) {
      const page = await read('kernel', { kind: 'time', at: 1000 + n * 10 }, { on: true, limit: 1 });
      expect(texts(page)).toEqual([`line ${n}`]);
    }
    expect(texts(await read('kernel', { kind: 'time', at: 0 }, { on: true, limit: 1 }))).toEqual(['line 0']);
    expect(texts(await read('kernel', { kind: 'time', at: 9e12 }, { on: true }))).toEqual([]);
  });

  it('is found by the marks beside a log without times, and gives its lines theirs', async () => {
    const { read, notesOf } = await setUp({ serial: 'one\ntwo\nthree\n' });
    const notes = await notesOf('serial');
    await notes.addMark({ at: 1000, size: 4 });
    await notes.addMark({ at: 2000, size: 8 });
    await notes.addMark({ at: 3000, size: 14 });
    const page = await read('serial', { kind: 'time', at: 1500 }, { on: true });
    expect(page.entries.map(({ at, text }) => [at, text])).toEqual([
      [2000, 'two'],
      [3000, 'three'],
    ]);
  });
});

describe('all logs together', () => {
  const files = {
    kernel: own(10, 'k10') + own(30, 'k30') + own(50, 'k50'),
    handover: own(20, 'h20') + own(30, 'h30', 'error') + own(60, 'h60'),
  };
  const byTime = ['k10', 'h20', 'h30', 'k30', 'k50', 'h60'];

  it.each([1, 2, 3, 10])('are in the order of time, %i at a time, in both directions', async (limit) => {
    const { read } = await setUp(files);
    const backwards: string[][] = [];
    let page = await read('all', END, { limit });
    for (;;) {
      backwards.push(texts(page));
      if (page.back === null) break;
      page = await read('all', { kind: 'cursor', cursor: page.back }, { limit });
    }
    expect(backwards.reverse().flat()).toEqual(byTime);
    const forwards: string[] = [];
    page = await read('all', { kind: 'start' }, { limit, on: true });
    for (;;) {
      forwards.push(...texts(page));
      if (page.atEnd) break;
      page = await read('all', { kind: 'cursor', cursor: page.on }, { limit, on: true });
    }
    expect(forwards).toEqual(byTime);
  });

  it('are filtered together', async () => {
    const { read } = await setUp(files);
    expect(texts(await read('all', END, { filter: { level: 'error' } }))).toEqual(['h30']);
    expect(texts(await read('all', END, { filter: { text: '30' } }))).toEqual(['h30', 'k30']);
  });

  it('open at a line with what was there at its time', async () => {
    const { read } = await setUp(files);
    const h30 = (await read('handover', END)).entries[1] as LogEntry;
    const place = { kind: 'entry', source: 'handover', file: h30.file, offset: h30.offset } as const;
    expect(texts(await read('all', place, { on: true }))).toEqual(['h30', 'k30', 'k50', 'h60']);
    expect(texts(await read('all', place))).toEqual(['k10', 'h20']);
  });

  it('go on with what is written later, also by a log that was not there yet', async () => {
    const { logs, read, path } = await setUp({ kernel: own(10, 'k10') });
    const { on } = await read('all', END);
    const ending = new AbortController();
    onTestFinished(() => ending.abort());
    const heard: string[] = [];
    const reading = (async () => {
      for await (const news of logs.watch({ machineId: 'm1', view: 'all', cursor: on, filter: {} }, ending.signal)) {
        heard.push(...news.entries.map((entry) => `${entry.source} ${entry.text}`));
        if (heard.length === 2) return;
      }
    })();
    await writeFile(path('qemu'), 'hello\n');
    await writeFile(path('kernel'), own(20, 'k20'), { flag: 'a' });
    await reading;
    expect(heard.sort()).toEqual(['kernel k20', 'qemu hello']);
  });
});
