import { type LogSource, MACHINES_OWN } from '@baton/model/log/line';
import type { Clock } from '../ports/clock';
import type { LogRoom } from '../ports/log-room';
import { LogFile } from './log-file';
import { LogNotes } from './log-notes';

const LOOK_MS = 2000;
/** Baton's own logs grow slowly. */
const OWN_EVERY = 30;
const LINE_SEARCH_BYTES = 64 * 1024;
/** A file system gives back whole blocks. */
const BLOCK_BYTES = 4096;
/** So much of the limit is left after room was given back. */
const LEFT = 0.75;

export interface LogKeeperParts {
  readonly clock: Clock;
  readonly room: LogRoom;
  /** Machines that run: only they write. */
  readonly running: () => readonly string[];
  readonly pathOf: (machineId: string, source: LogSource) => string;
  /** Logs of the host. */
  readonly ownPaths: readonly string[];
  /** How much of each log is kept. */
  readonly maxBytes: number;
  readonly failed: (error: unknown) => void;
  /** A log grows on, because its file system cannot give room back. Told once. */
  readonly cannot: (path: string) => void;
}

/** What was seen of a log at the last look. */
interface Seen {
  readonly identity: string;
  readonly size: number;
  readonly keptFrom: number;
}

/**
 * Looks after the logs of running machines: notes how long each was when, and gives back the room of what is old. Whoever writes
 * is never asked and never held up, and no line is lost that is not old (docs/adr/023).
 */
export class LogKeeper {
  readonly #seen = new Map<string, Seen>();
  readonly #hopeless = new Set<string>();

  constructor(private readonly parts: LogKeeperParts) {}

  /** @returns the way to stop */
  start(): () => Promise<void> {
    const stopping = new AbortController();
    const ended = this.#run(stopping.signal).catch(() => undefined); // stopped while it waited
    return async () => {
      stopping.abort();
      await ended;
    };
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let turn = 0; !signal.aborted; turn += 1) {
      await this.look(turn % OWN_EVERY === 0).catch(this.parts.failed);
      await this.parts.clock.sleep(LOOK_MS, signal);
    }
  }

  /** One look at everything that may have grown. */
  async look(alsoOwn: boolean): Promise<void> {
    const { running, pathOf, ownPaths } = this.parts;
    const machines = running();
    const written = machines.flatMap((id) => MACHINES_OWN.map((source) => pathOf(id, source)));
    for (const path of written) await this.#tend(path, true);
    if (!alsoOwn) return;
    const own = [...ownPaths, ...machines.map((id) => pathOf(id, 'handover'))];
    for (const path of own) await this.#tend(path, false);
    const alive = new Set([...written, ...own]);
    for (const path of this.#seen.keys()) if (!alive.has(path)) this.#seen.delete(path);
  }

  async #tend(path: string, mark: boolean): Promise<void> {
    const file = await LogFile.open(path);
    if (!file) return;
    try {
      const { identity, size } = file.facts;
      const before = this.#seen.get(path);
      const isKnown = before?.identity === identity;
      if (isKnown && before.size === size) return;
      const notes = new LogNotes(path, identity);
      if (mark && size > 0) await notes.addMark({ at: this.parts.clock.now(), size });
      const keptFrom = isKnown ? before.keptFrom : await notes.keptFrom();
      this.#seen.set(path, { identity, size, keptFrom: await this.#giveBack(file, { path, notes, keptFrom }) });
    } finally {
      await file.close();
    }
  }

  /** @returns from where on the log is kept now */
  async #giveBack(file: LogFile, log: { path: string; notes: LogNotes; keptFrom: number }): Promise<number> {
    const { path, notes, keptFrom } = log;
    const { maxBytes, room, cannot } = this.parts;
    const { size } = file.facts;
    if (size - keptFrom <= maxBytes || this.#hopeless.has(path)) return keptFrom;
    const from = await lineStart(file, size - Math.floor(maxBytes * LEFT));
    await notes.setKeptFrom(from);
    if (await room.giveBack(path, from - (from % BLOCK_BYTES))) {
      await notes.thinMarks(from);
      return from;
    }
    this.#hopeless.add(path);
    await notes.setKeptFrom(keptFrom);
    cannot(path);
    return keptFrom;
  }
}

/** The first line that begins at `offset` or after it; `offset` itself in a line that is longer than we look. */
async function lineStart(file: LogFile, offset: number): Promise<number> {
  const bytes = await file.read(offset - 1, offset - 1 + LINE_SEARCH_BYTES);
  const newline = bytes.indexOf('\n');
  return newline < 0 ? offset : offset + newline;
}
